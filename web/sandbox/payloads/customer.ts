import type { Address, Customer, Shop } from "#web/sandbox/state/model.ts"
import { gid } from "./json.ts"
import { shopTime } from "./shop-time.ts"

/** customers/create, update, enable and disable. Tags and consent are not in it, as at Shopify. */
export function customerPayload(shop: Shop, customer: Customer) {
  const { addresses, ...rest } = {
    addresses: addressesOf(customer),
    ...customerFacts(shop, customer),
  }
  return { ...rest, addresses, default_address: addresses[0] ?? null }
}

/** The customer inside an order: without the list of addresses. */
export function orderCustomer(shop: Shop, customer: Customer) {
  return {
    ...customerFacts(shop, customer),
    default_address: addressesOf(customer)[0] ?? null,
  }
}

export function customerDeletedPayload(customer: Customer) {
  return {
    id: BigInt(customer.id),
    tax_exemptions: [],
    admin_graphql_api_id: gid("Customer", customer.id),
  }
}

function customerFacts(shop: Shop, customer: Customer) {
  return {
    id: BigInt(customer.id),
    created_at: shopTime(customer.createdAt, shop.timeZone),
    updated_at: shopTime(customer.updatedAt, shop.timeZone),
    first_name: customer.firstName,
    last_name: customer.lastName,
    state: customer.state,
    note: customer.note,
    verified_email: customer.verifiedEmail,
    multipass_identifier: null,
    tax_exempt: false,
    email: customer.email,
    phone: customer.phone,
    currency: shop.currency,
    tax_exemptions: [],
    admin_graphql_api_id: gid("Customer", customer.id),
  }
}

function addressesOf(customer: Customer) {
  const address = customer.defaultAddress
  return address ? [customerAddress(customer, address)] : []
}

function customerAddress(customer: Customer, address: Address) {
  return {
    id: BigInt(address.id),
    customer_id: BigInt(customer.id),
    first_name: address.firstName,
    last_name: address.lastName,
    company: null,
    address1: address.address1,
    address2: address.address2,
    city: address.city,
    province: address.province,
    country: address.country,
    zip: address.zip,
    phone: address.phone,
    name: `${address.firstName} ${address.lastName}`.trim(),
    province_code: address.provinceCode,
    country_code: address.countryCode,
    country_name: address.country,
    default: true,
  }
}

/** An address as orders carry it. */
export function orderAddress(address: Address) {
  return {
    first_name: address.firstName,
    address1: address.address1,
    phone: address.phone,
    city: address.city,
    zip: address.zip,
    province: address.province,
    country: address.country,
    last_name: address.lastName,
    address2: address.address2,
    company: null,
    latitude: null,
    longitude: null,
    name: `${address.firstName} ${address.lastName}`.trim(),
    country_code: address.countryCode,
    province_code: address.provinceCode,
  }
}
