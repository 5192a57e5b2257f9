import { completeCheckout } from "#web/sandbox/commerce/complete-checkout.ts"
import { updateCustomer } from "#web/sandbox/commerce/customers.ts"
import type { Cart, Customer, Order } from "#web/sandbox/state/model.ts"
import type { Storefront } from "#web/sandbox/storefront/storefront.ts"
import { addressOf, type CheckoutForm, problemsOf } from "./checkout-form.ts"
import { type CheckoutNotes, priceCheckout } from "./checkout-page.ts"

const STATUSES = { card: "paid", authorize: "authorized", later: "pending" } as const

/**
 * Takes the money (of no real card) and raises the order. `shownTotal` is the total in minor units the
 * shopper saw: if codes have stopped applying since, they are shown the new one first.
 */
export function pay(
  storefront: Storefront,
  cart: Cart,
  customer: Customer | null,
  form: CheckoutForm,
  shownTotal: string,
): { ok: true; order: Order } | { ok: false; notes: CheckoutNotes } {
  const { context } = storefront
  const problems = problemsOf(form)
  if (Object.keys(problems).length > 0) {
    return { ok: false, notes: { error: "checkout.check_fields", problems } }
  }
  const { totalMinor } = priceCheckout(storefront, cart, form)
  if (String(totalMinor) !== shownTotal) {
    return { ok: false, notes: { error: "checkout.codes_changed" } }
  }
  if (form.payment === "decline") return { ok: false, notes: { error: "checkout.declined" } }
  const financialStatus = STATUSES[form.payment]
  const address = addressOf(context, form)
  return context.root.transaction(() => {
    if (customer && !customer.defaultAddress) rememberAddress(storefront, customer, form)
    const buyer = {
      customerId: customer?.id ?? null,
      email: form.email,
      phone: form.phone || null,
      firstName: form.first_name || null,
      lastName: form.last_name,
      address,
      acceptsMarketing: form.accepts_marketing,
    }
    const gateway = form.payment === "later" ? "manual" : "bogus"
    const options = { financialStatus, test: form.test, gateway }
    const result = completeCheckout(context, cart, buyer, options)
    if (result.ok) return { ok: true, order: result.order }
    return { ok: false, notes: { error: "checkout.empty" } }
  })
}

/** As Shopify does: a first address becomes the customer's own, and names them if nothing else has. */
function rememberAddress(storefront: Storefront, customer: Customer, form: CheckoutForm): void {
  const { context } = storefront
  updateCustomer(context, customer, {
    defaultAddress: addressOf(context, form),
    firstName: customer.firstName ?? (form.first_name || null),
    lastName: customer.lastName ?? form.last_name,
  })
}
