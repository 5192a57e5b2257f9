import type { Args } from "#web/sandbox/admin-api/admin-request.ts"
import { fulfillableOf } from "#web/sandbox/commerce/fulfil-order.ts"
import { worthOf } from "#web/sandbox/commerce/order-totals.ts"
import { findVariant } from "#web/sandbox/commerce/price-cart.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { gid } from "#web/sandbox/payloads/json.ts"
import type { Order, OrderLine, TaxLine } from "#web/sandbox/state/model.ts"
import { discountApplicationObject } from "./discount-application.ts"
import { money, moneyBag } from "./money.ts"
import { productObject, variantObject } from "./product.ts"

export function lineItemObject(shop: SandboxContext, order: Order, line: OrderLine) {
  const { currency } = order
  const bag = (minor: number) => moneyBag(minor, currency)
  const all = worthOf(line, line.quantity)
  const current = worthOf(line, line.currentQuantity)
  const totalMinor = line.priceMinor * line.quantity
  const unfulfilled = fulfillableOf(line)
  const found = () => (line.variantId ? findVariant(shop, line.variantId) : null)
  const perUnit = (minor: number) => Math.round(minor / Math.max(1, line.quantity))
  return {
    __typename: "LineItem",
    id: gid("LineItem", line.id),
    name: line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title,
    title: line.title,
    variantTitle: line.variantTitle,
    sku: line.sku,
    vendor: line.vendor,
    quantity: line.quantity,
    currentQuantity: line.currentQuantity,
    refundableQuantity: line.currentQuantity,
    unfulfilledQuantity: unfulfilled,
    nonFulfillableQuantity: line.quantity - unfulfilled - line.fulfilledQuantity,
    isGiftCard: line.giftCard,
    taxable: line.taxable,
    requiresShipping: line.requiresShipping,
    restockable: false,
    merchantEditable: !order.cancelledAt,
    customAttributes: line.properties.map(({ name, value }) => ({ key: name, value })),
    originalUnitPriceSet: bag(line.priceMinor),
    originalTotalSet: bag(totalMinor),
    // Codes are left out here unless asked for; see discountAllocations.
    discountedTotalSet: (args: Args) =>
      bag(args.withCodeDiscounts ? all.subtotalMinor : totalMinor),
    discountedUnitPriceSet: bag(line.priceMinor),
    discountedUnitPriceAfterAllDiscountsSet: bag(perUnit(all.subtotalMinor)),
    priceAfterAllDiscountsBeforeTaxesSet: bag(
      current.subtotalMinor - (order.taxesIncluded ? current.taxMinor : 0),
    ),
    totalDiscountSet: bag(0),
    unfulfilledOriginalTotalSet: bag(line.priceMinor * unfulfilled),
    unfulfilledDiscountedTotalSet: bag(line.priceMinor * unfulfilled),
    taxLines: line.taxLines.map((taxLine) => taxLineObject(taxLine, currency)),
    duties: [],
    discountAllocations: line.allocations.map((allocation) => ({
      allocatedAmount: money(allocation.amountMinor, currency),
      allocatedAmountSet: bag(allocation.amountMinor),
      discountApplication: () => discountApplicationObject(order, allocation.applicationIndex),
    })),
    product: () => {
      const variant = found()
      return variant && productObject(shop, variant.product)
    },
    variant: () => {
      const one = found()
      return one && variantObject(shop, one.product, one.variant)
    },
  }
}

export function taxLineObject(taxLine: TaxLine, currency: string) {
  return {
    title: taxLine.title,
    rate: taxLine.rateBasisPoints / 10_000,
    ratePercentage: taxLine.rateBasisPoints / 100,
    priceSet: moneyBag(taxLine.amountMinor, currency),
    channelLiable: false,
    source: "shopify",
  }
}
