import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Address, Cart, Customer, Id, Order } from "#web/sandbox/state/model.ts"
import type { CodeOutcome } from "./apply-codes.ts"
import { createCustomer } from "./customers.ts"
import { newOrder } from "./new-order.ts"
import { type CartItem, itemOf, priceItems } from "./price-cart.ts"
import { saveOrder } from "./save-order.ts"
import { recordCodeUses } from "./use-codes.ts"

/** Who checks out. A guest's email finds or makes their customer record, as Shopify does. */
export type CheckoutBuyer = {
  customerId?: Id | null
  email?: string | null
  phone?: string | null
  firstName?: string | null
  lastName?: string | null
  address?: Address | null
  acceptsMarketing?: boolean
  locale?: string
}

export type CheckoutOptions = {
  financialStatus?: "paid" | "pending" | "authorized"
  test?: boolean
  /** "web", "pos", a draft order's "shopify_draft_order", or an app's number. */
  sourceName?: string
  gateway?: string
  tipMinor?: number
  withoutShipping?: boolean
  note?: string | null
  tags?: string[]
  attributes?: { name: string; value: string }[]
}

/** `codes` says which of the codes asked for the order took; the others are left off it. */
export type CheckoutResult =
  | { ok: true; order: Order; codes: CodeOutcome[] }
  | { ok: false; reason: "empty-cart" | "unknown-customer" }

/** Turns a cart into an order, tells the app of it and takes the cart away. */
export function completeCheckout(
  context: SandboxContext,
  cart: Cart,
  buyer: CheckoutBuyer,
  options: CheckoutOptions = {},
): CheckoutResult {
  const items = cart.lines.flatMap((line) => itemOf(context, line) ?? [])
  const attributes = Object.entries(cart.attributes).map(([name, value]) => ({ name, value }))
  return context.root.transaction(() => {
    const result = placeOrder(
      context,
      items,
      cart.discountCodes,
      { customerId: cart.customerId, ...buyer },
      { note: cart.note || null, attributes, ...options },
      cart.id,
    )
    if (result.ok) context.store.carts.delete(cart.id)
    return result
  })
}

/** The same for lines that were never in a cart (point of sale, draft orders, tests). */
export function placeOrder(
  context: SandboxContext,
  items: CartItem[],
  discountCodes: string[],
  buyer: CheckoutBuyer,
  options: CheckoutOptions = {},
  cartToken: string | null = null,
): CheckoutResult {
  if (items.length === 0) return { ok: false, reason: "empty-cart" }
  return context.root.transaction(() => {
    const customer = customerFor(context, buyer)
    if (!customer && buyer.customerId) return { ok: false, reason: "unknown-customer" }
    const priced = priceItems(context, items, discountCodes, {
      buyer: { customerId: customer?.id ?? null, email: buyer.email ?? customer?.email ?? null },
      tipMinor: options.tipMinor ?? 0,
      withoutShipping: options.withoutShipping ?? false,
    })
    const order = newOrder(context, priced, customer, buyer, options, cartToken)
    recordCodeUses(context, order)
    const paid = order.financialStatus === "paid" ? ["orders/paid"] : []
    const topics = ["orders/create", ...paid, "orders/updated"]
    return { ok: true, order: saveOrder(context, order, { topics }), codes: priced.codes }
  })
}

function customerFor(context: SandboxContext, buyer: CheckoutBuyer): Customer | null {
  if (buyer.customerId) return context.store.customers.get(buyer.customerId)
  if (!buyer.email) return null
  const known = context.store.customers.findOne("email", buyer.email.toLowerCase())
  if (known) return known
  const phone = buyer.phone ?? null
  const made = createCustomer(context, {
    email: buyer.email,
    phone: phone && context.store.customers.findOne("phone", phone) ? null : phone,
    firstName: buyer.firstName ?? null,
    lastName: buyer.lastName ?? null,
    acceptsMarketing: buyer.acceptsMarketing ?? false,
    defaultAddress: buyer.address ?? null,
    ...(buyer.locale ? { locale: buyer.locale } : {}),
  })
  return made.ok ? made.customer : null
}
