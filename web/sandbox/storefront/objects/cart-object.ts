import { isOrderDiscount } from "#web/sandbox/commerce/discount-rules.ts"
import type { PricedCart } from "#web/sandbox/commerce/price-cart.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Cart } from "#web/sandbox/state/model.ts"
import { hundredths } from "#web/sandbox/storefront/liquid/money.ts"
import type { Locale } from "#web/sandbox/storefront/locale.ts"
import { lineItemObject } from "./line-item-object.ts"

/** A code's share of the cart, as Shopify's discount application objects tell it. */
export type Applied = {
  title: string
  code: string
  wholeOrder: boolean
  object: Record<string, unknown>
}

/**
 * The cart as `/cart.js` answers it, with what Liquid adds. Whole-order discounts are told of the cart
 * (`cart_level_discount_applications`), the others of their lines, and only those lower a line's price.
 */
export function cartObject(
  context: SandboxContext,
  cart: Pick<Cart, "id" | "note" | "attributes">,
  priced: PricedCart,
  locale: Locale,
) {
  const { currency } = priced
  const price = (amountMinor: number) => hundredths(amountMinor, currency)
  const applied = priced.applications.map((application, index) =>
    appliedOf(context, priced, application, index),
  )
  const items = priced.lines.map((line) => lineItemObject(line, applied, locale, currency))
  return {
    token: cart.id,
    note: cart.note,
    attributes: cart.attributes,
    original_total_price: price(priced.totalLinesMinor),
    total_price: price(priced.subtotalMinor),
    total_discount: price(priced.discountMinor),
    total_weight: priced.lines.reduce((grams, line) => grams + line.grams * line.quantity, 0),
    item_count: priced.lines.reduce((count, line) => count + line.quantity, 0),
    items,
    requires_shipping: priced.lines.some((line) => line.requiresShipping),
    currency,
    items_subtotal_price: items.reduce((total, item) => total + item.final_line_price, 0),
    cart_level_discount_applications: applied
      .filter((one) => one.wholeOrder)
      .map((one) => one.object),
    discount_codes: priced.codes.map(({ code, applicable }) => ({ code, applicable })),
  }
}

function appliedOf(
  context: SandboxContext,
  priced: PricedCart,
  application: PricedCart["applications"][number],
  index: number,
): Applied {
  const discount = application.discountId
    ? context.store.discounts.get(application.discountId)
    : null
  const totalMinor = priced.lines
    .flatMap((line) => line.allocations)
    .filter((allocation) => allocation.applicationIndex === index)
    .reduce((total, allocation) => total + allocation.amountMinor, 0)
  return {
    title: application.code,
    code: application.code,
    wholeOrder: discount ? isOrderDiscount(discount) : application.selection === "all",
    object: {
      type: "discount_code",
      key: application.code,
      title: application.code,
      description: application.code,
      value: application.value,
      created_at: discount?.createdAt ?? null,
      value_type: application.valueKind,
      allocation_method: application.allocationMethod,
      target_selection: application.selection,
      target_type: "line_item",
      total_allocated_amount: hundredths(totalMinor, priced.currency),
    },
  }
}
