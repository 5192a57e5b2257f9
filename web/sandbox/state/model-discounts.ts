import type { Id, Iso } from "./model.ts"

export type DiscountValue =
  | { kind: "fixed"; amountMinor: number; onEachItem: boolean }
  | { kind: "percentage"; basisPoints: number }

export type DiscountItems =
  | { all: true }
  | { all: false; productIds: Id[]; variantIds: Id[]; collectionIds: Id[] }

export type DiscountMinimum = { subtotalMinor: number } | { quantity: number }

/** A code discount of the basic kind (amount or percentage off); its codes are `RedeemCode`s. */
export type DiscountNode = {
  id: Id
  title: string
  value: DiscountValue
  items: DiscountItems
  minimum: DiscountMinimum | null
  /** Null means everyone. */
  customerIds: Id[] | null
  /** Both limits count for each code on its own, as Shopify does. */
  usageLimit: number | null
  oncePerCustomer: boolean
  combinesWith: { orderDiscounts: boolean; productDiscounts: boolean; shippingDiscounts: boolean }
  tags: string[]
  startsAt: Iso
  endsAt: Iso | null
  usageCount: number
  createdAt: Iso
  updatedAt: Iso
}

export type RedeemCode = {
  id: Id
  discountId: Id
  /** As written by whoever made it; found without regard to case. */
  code: string
  usageCount: number
  createdAt: Iso
}

/** One order that used a code; the id is `{codeId}:{orderId}`. */
export type CodeUse = {
  id: string
  codeId: Id
  orderId: Id
  customerId: Id | null
  email: string | null
  usedAt: Iso
}

/** A running or finished `discountRedeemCodeBulkAdd`. */
export type BulkCreation = {
  id: Id
  discountId: Id
  codes: {
    code: string
    redeemCodeId: Id | null
    errors: { code: string; field: string[]; message: string }[]
  }[]
  createdAt: Iso
  doneAt: Iso | null
}

/** A running or finished `discountCodeRedeemCodeBulkDelete`; its id is the job's. */
export type CodeDeletion = {
  id: Id
  discountId: Id
  codeIds: Id[]
  createdAt: Iso
  doneAt: Iso | null
}
