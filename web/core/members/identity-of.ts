import type { Buyer } from "#web/core/facts.ts"

export type IdentityKind = "customer" | "email" | "phone"

/** How a member is known: by a customer id within one shop, or as a guest by email or phone within the brand. */
export type Identity = { kind: IdentityKind; shopId: number; value: string }

/**
 * Who an order credits. An account is a member at once. A guest's points wait under the email or phone until claimed:
 * that a platform calls an email verified proves nothing, so a guest is never matched to an account here (E1).
 * Null: nobody to credit.
 */
export function identityOf(shopId: number, buyer: Buyer): Identity | null {
  if (buyer.customerId && buyer.hasAccount) {
    return { kind: "customer", shopId, value: buyer.customerId }
  }
  const email = normalEmail(buyer.email)
  if (email) return { kind: "email", shopId: 0, value: email }
  const phone = normalPhone(buyer.phone)
  return phone ? { kind: "phone", shopId: 0, value: phone } : null
}

/** No address that works is longer (RFC 5321), and an index could not hold one much longer. */
const longestEmail = 254

/** An email as it is compared: trimmed, lower case, Unicode composed. Null when it is none. */
export function normalEmail(email: string | null): string | null {
  const text = email?.trim().normalize("NFKC").toLowerCase() ?? ""
  return text.length <= longestEmail && /^[^\s@]+@[^\s@]+$/.test(text) ? text : null
}

/** A phone number as it is compared: digits with a leading plus where one was given. */
export function normalPhone(phone: string | null): string | null {
  const text = phone?.replace(/[^\d+]/g, "") ?? ""
  return /^\+?\d{5,15}$/.test(text) ? text : null
}
