import type { Id, Iso } from "./model.ts"

export type Address = {
  id: Id
  firstName: string
  lastName: string
  address1: string
  address2: string | null
  city: string
  province: string | null
  provinceCode: string | null
  zip: string
  country: string
  countryCode: string
  phone: string | null
}

/** `state` turns to "enabled" at the first sign-in to customer accounts. */
export type Customer = {
  id: Id
  email: string | null
  phone: string | null
  firstName: string | null
  lastName: string | null
  state: "enabled" | "disabled" | "invited"
  tags: string[]
  note: string | null
  verifiedEmail: boolean
  acceptsMarketing: boolean
  locale: string
  defaultAddress: Address | null
  createdAt: Iso
  updatedAt: Iso
}

export type CartLine = {
  /** Shopify's line key: `{variantId}:{digest of the properties}`. */
  key: string
  variantId: Id
  quantity: number
  properties: Record<string, string>
}

export type Cart = {
  /** The cart's token, which is its id. */
  id: string
  customerId: Id | null
  lines: CartLine[]
  /** Codes as the shopper typed them; whether they apply is worked out each time. */
  discountCodes: string[]
  note: string
  attributes: Record<string, string>
  createdAt: Iso
  updatedAt: Iso
}

/** A visitor of the storefront; the id is the session cookie's random value. */
export type Session = {
  id: string
  customerId: Id | null
  cartId: string | null
  /** A sign-in under way: the code mailed to this address. */
  signIn: { email: string; code: string; expiresAt: Iso; attempts: number } | null
  createdAt: Iso
  updatedAt: Iso
}

/** A customer's store credit in one currency; the id is `{customerId}:{currency}`. */
export type StoreCreditAccount = {
  id: string
  customerId: Id
  currency: string
  balanceMinor: number
  transactions: { id: Id; amountMinor: number; createdAt: Iso; origin: string }[]
}

/** The id is `{ownerGid}|{namespace}|{key}`. */
export type Metafield = {
  id: string
  numericId: Id
  ownerId: string
  namespace: string
  key: string
  kind: string
  value: string
  compareDigest: string
  createdAt: Iso
  updatedAt: Iso
}
