import type { Customer, Id, Shop } from "#web/sandbox/state/model.ts"

/** customers/data_request: a customer asks the merchant for their data. */
export function dataRequestPayload(shop: Shop, customer: Customer, orderIds: Id[], requestId: Id) {
  return {
    shop_id: BigInt(shop.id),
    shop_domain: shop.domain,
    customer: whom(customer),
    orders_requested: orderIds.map(BigInt),
    data_request: { id: BigInt(requestId) },
  }
}

/** customers/redact: a customer's data is to be erased. */
export function redactPayload(shop: Shop, customer: Customer, orderIds: Id[]) {
  return {
    shop_id: BigInt(shop.id),
    shop_domain: shop.domain,
    customer: whom(customer),
    orders_to_redact: orderIds.map(BigInt),
  }
}

function whom(customer: Customer) {
  return { id: BigInt(customer.id), email: customer.email, phone: customer.phone }
}
