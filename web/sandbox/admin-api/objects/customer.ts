import type { Args } from "#web/sandbox/admin-api/admin-request.ts"
import { listConnection } from "#web/sandbox/admin-api/connection.ts"
import { orderPage } from "#web/sandbox/admin-api/order-page.ts"
import { orderTotals } from "#web/sandbox/commerce/order-totals.ts"
import { sum } from "#web/sandbox/commerce/price-lines.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { gid } from "#web/sandbox/payloads/json.ts"
import type { Customer, StoreCreditAccount } from "#web/sandbox/state/model.ts"
import { addressObject } from "./address.ts"
import { metafieldFields } from "./metafield.ts"
import { money } from "./money.ts"
import { orderObject } from "./order.ts"

/** A customer as the Admin API shows it; fields that are not here are not offered. */
export function customerObject(shop: SandboxContext, customer: Customer) {
  const id = gid("Customer", customer.id)
  const orders = () => shop.store.orders.find("customerId", customer.id)
  const name = [customer.firstName, customer.lastName].filter(Boolean).join(" ")
  return {
    __typename: "Customer",
    id,
    legacyResourceId: customer.id,
    firstName: customer.firstName,
    lastName: customer.lastName,
    displayName: name || customer.email || customer.phone || "",
    email: customer.email,
    phone: customer.phone,
    defaultEmailAddress: customer.email === null ? null : emailObject(customer, customer.email),
    defaultPhoneNumber:
      customer.phone === null
        ? null
        : { phoneNumber: customer.phone, marketingState: "NOT_SUBSCRIBED" },
    state: customer.state.toUpperCase(),
    tags: customer.tags,
    note: customer.note,
    locale: customer.locale,
    verifiedEmail: customer.verifiedEmail,
    taxExempt: false,
    createdAt: customer.createdAt,
    updatedAt: customer.updatedAt,
    defaultAddress: () => addressObject(customer.defaultAddress),
    numberOfOrders: () =>
      String(shop.store.orders.count({ key: "customerId", value: customer.id })),
    amountSpent: () => {
      const spent = orders().map((order) => {
        const { paidMinor, refundedMinor } = orderTotals(order)
        return paidMinor - refundedMinor
      })
      return money(sum(spent), shop.shop().currency)
    },
    lastOrder: () => {
      const last = orders().at(-1)
      return last ? orderObject(shop, last) : null
    },
    orders: (args: Args) => orderPage(shop, args, customer.id),
    storeCreditAccounts: (args: Args) =>
      listConnection(shop.store.storeCredits.find("customerId", customer.id), args, accountObject),
    ...metafieldFields(shop, id),
  }
}

function emailObject(customer: Customer, emailAddress: string) {
  return {
    emailAddress,
    marketingState: customer.acceptsMarketing ? "SUBSCRIBED" : "NOT_SUBSCRIBED",
    marketingOptInLevel: null,
    marketingUpdatedAt: null,
    validFormat: true,
  }
}

function accountObject(account: StoreCreditAccount) {
  return {
    __typename: "StoreCreditAccount",
    id: gid("StoreCreditAccount", account.id.replace(":", "-")),
    balance: money(account.balanceMinor, account.currency),
  }
}
