import { orderTotals } from "#web/sandbox/commerce/order-totals.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Customer } from "#web/sandbox/state/model.ts"
import { hundredths } from "#web/sandbox/storefront/liquid/money.ts"
import type { Language } from "#web/sandbox/storefront/liquid/translate.ts"
import type { Locale } from "#web/sandbox/storefront/locale.ts"
import { metafieldsObject } from "./metafields-object.ts"
import { orderObject } from "./order-object.ts"

/** Liquid's `customer`. Orders are read only if the page asks for them. */
export function customerObject(
  context: SandboxContext,
  customer: Customer,
  locale: Locale,
  language: Language,
) {
  const orders = once(() =>
    context.store.orders.find("customerId", customer.id).sort((a, b) => b.number - a.number),
  )
  const { currency } = context.shop()
  return {
    id: BigInt(customer.id),
    email: customer.email,
    phone: customer.phone,
    first_name: customer.firstName,
    last_name: customer.lastName,
    name: [customer.firstName, customer.lastName].filter(Boolean).join(" "),
    // False until the first sign-in to customer accounts.
    has_account: customer.state === "enabled",
    accepts_marketing: customer.acceptsMarketing,
    tags: customer.tags,
    default_address: customer.defaultAddress,
    metafields: metafieldsObject(context, `gid://shopify/Customer/${customer.id}`),
    get orders_count() {
      return orders().length
    },
    get orders() {
      return orders().map((order) => orderObject(order, locale, language))
    },
    get last_order() {
      const [last] = orders()
      return last ? orderObject(last, locale, language) : null
    },
    get total_spent() {
      const spentMinor = orders().reduce((total, order) => {
        const { paidMinor, refundedMinor } = orderTotals(order)
        return total + paidMinor - refundedMinor
      }, 0)
      return hundredths(spentMinor, currency)
    },
    get store_credit_account() {
      const [account] = context.store.storeCredits.find("customerId", customer.id)
      return account ? { balance: hundredths(account.balanceMinor, account.currency) } : null
    },
  }
}

function once<T>(work: () => T): () => T {
  let made: { value: T } | null = null
  return () => {
    made ??= { value: work() }
    return made.value
  }
}
