/**
 * Everything the sandbox stores, as plain data. Ids are decimal strings (some are above 2^53),
 * times are ISO strings in UTC, money is a whole number of minor units in the shop's currency.
 */
export type {
  Address,
  Cart,
  CartLine,
  Customer,
  Metafield,
  Session,
  StoreCreditAccount,
} from "./model-buyers.ts"
export type {
  BulkCreation,
  CodeDeletion,
  CodeUse,
  DiscountNode,
  RedeemCode,
} from "./model-discounts.ts"
export type {
  DiscountAllocation,
  DiscountApplication,
  Order,
  OrderAdjustment,
  OrderEdit,
  OrderLine,
  Refund,
  RefundLine,
  ShippingLine,
  TaxLine,
  Transaction,
} from "./model-orders.ts"
export type {
  AdminSettings,
  FaultSettings,
  IdSettings,
  Mail,
  Token,
  WebhookAttempt,
  WebhookDelivery,
  WebhookSettings,
  WebhookSubscription,
} from "./model-platform.ts"

export type Id = string
export type Iso = string

/** A shop: who it is, how it taxes and ships, and whether our app is installed. */
export type Shop = {
  id: Id
  domain: string
  name: string
  email: string
  ownerName: string
  currency: string
  locale: string
  timeZone: string
  countryCode: string
  planName: string
  taxesIncluded: boolean
  taxRateBasisPoints: number
  taxTitle: string
  taxShipping: boolean
  shippingTitle: string
  shippingMinor: number
  freeShippingFromMinor: number | null
  /** Null while the app is not installed. */
  installation: { id: Id; scopes: string[]; installedAt: Iso } | null
  createdAt: Iso
  updatedAt: Iso
}

export type Product = {
  id: Id
  handle: string
  title: string
  descriptionHtml: string
  vendor: string
  productType: string
  tags: string[]
  giftCard: boolean
  /** Picture as inline SVG, generated from the colour. */
  imageSvg: string
  colour: string
  variants: Variant[]
  createdAt: Iso
  updatedAt: Iso
}

export type Variant = {
  id: Id
  title: string
  sku: string
  priceMinor: number
  grams: number
  taxable: boolean
  requiresShipping: boolean
}

/** Finds the product of a variant; the id is the variant's. */
export type VariantOwner = { id: Id; productId: Id }

export type Collection = {
  id: Id
  handle: string
  title: string
  productIds: Id[]
  updatedAt: Iso
}
