import type { Id, Iso } from "./model.ts"
import type { Address } from "./model-buyers.ts"

export type TaxLine = { title: string; rateBasisPoints: number; amountMinor: number }

export type DiscountAllocation = { applicationIndex: number; amountMinor: number }

export type OrderLine = {
  id: Id
  productId: Id | null
  variantId: Id | null
  title: string
  variantTitle: string | null
  sku: string | null
  vendor: string | null
  /** Price of one before discounts. */
  priceMinor: number
  /** As ordered; refunds and removals lower `currentQuantity` only. */
  quantity: number
  currentQuantity: number
  fulfilledQuantity: number
  giftCard: boolean
  tip: boolean
  taxable: boolean
  requiresShipping: boolean
  grams: number
  properties: { name: string; value: string }[]
  /** For the whole ordered quantity. */
  allocations: DiscountAllocation[]
  taxLines: TaxLine[]
}

export type DiscountApplication = {
  code: string
  discountId: Id | null
  valueKind: "fixed_amount" | "percentage"
  /** As payloads show it: "5.00", "10.0". */
  value: string
  selection: "all" | "entitled" | "explicit"
  allocationMethod: "across" | "each"
}

export type ShippingLine = {
  id: Id
  title: string
  priceMinor: number
  taxLines: TaxLine[]
}

export type Transaction = {
  id: Id
  kind: "sale" | "authorization" | "capture" | "refund" | "void"
  status: "success" | "pending"
  gateway: string
  amountMinor: number
  parentId: Id | null
  createdAt: Iso
}

export type RefundLine = {
  id: Id
  lineId: Id
  quantity: number
  restockType: "no_restock" | "cancel" | "return"
  /** What these pieces cost after discounts, without tax if taxes are added on top. */
  subtotalMinor: number
  taxMinor: number
}

export type OrderAdjustment = {
  id: Id
  kind: "refund_discrepancy"
  reason: string
  /** Negative when more was given back than the lines are worth. */
  amountMinor: number
  taxMinor: number
}

export type Refund = {
  id: Id
  createdAt: Iso
  note: string | null
  restock: boolean
  lines: RefundLine[]
  shippingMinor: number
  shippingTaxMinor: number
  adjustments: OrderAdjustment[]
  transactions: Transaction[]
}

export type OrderEdit = {
  id: Id
  committedAt: Iso
  additions: { lineId: Id; delta: number }[]
  removals: { lineId: Id; delta: number }[]
  staffNote: string
}

export type FinancialStatus =
  | "pending"
  | "authorized"
  | "paid"
  | "partially_paid"
  | "partially_refunded"
  | "refunded"
  | "voided"

export type Order = {
  id: Id
  /** Counts from 1001; the name is `#1001`. */
  number: number
  name: string
  token: string
  customerId: Id | null
  email: string | null
  phone: string | null
  currency: string
  taxesIncluded: boolean
  lines: OrderLine[]
  shippingLines: ShippingLine[]
  discountCodes: { code: string; amountMinor: number; kind: "fixed_amount" | "percentage" }[]
  discountApplications: DiscountApplication[]
  financialStatus: FinancialStatus
  fulfillmentStatus: "fulfilled" | "partial" | null
  cancelledAt: Iso | null
  cancelReason: string | null
  closedAt: Iso | null
  test: boolean
  sourceName: string
  locale: string
  note: string | null
  tags: string[]
  attributes: { name: string; value: string }[]
  cartToken: string | null
  acceptsMarketing: boolean
  billingAddress: Address | null
  shippingAddress: Address | null
  gateway: string
  /** What the order came to when it was placed. */
  originalTotalMinor: number
  transactions: Transaction[]
  fulfillments: { id: Id; createdAt: Iso; lines: { lineId: Id; quantity: number }[] }[]
  refunds: Refund[]
  edits: OrderEdit[]
  createdAt: Iso
  processedAt: Iso
  /** Rises with every change of the order, by at least one second when needed. */
  updatedAt: Iso
}
