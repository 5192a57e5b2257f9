import { gid } from "#web/sandbox/payloads/json.ts"
import type { Address } from "#web/sandbox/state/model.ts"

export function addressObject(address: Address | null) {
  if (!address) return null
  return {
    __typename: "MailingAddress",
    id: gid("MailingAddress", address.id),
    firstName: address.firstName,
    lastName: address.lastName,
    name: `${address.firstName} ${address.lastName}`.trim(),
    company: null,
    address1: address.address1,
    address2: address.address2,
    city: address.city,
    province: address.province,
    provinceCode: address.provinceCode,
    zip: address.zip,
    country: address.country,
    countryCode: address.countryCode,
    countryCodeV2: address.countryCode,
    phone: address.phone,
  }
}
