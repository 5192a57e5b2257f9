import type { Buyer } from "#web/core/facts.ts"
import type { Minor } from "#web/core/money.ts"

/** Why a line can never earn, whatever the programme says. */
export type LineExclusion = "gift-card" | "tip"

/** One line after discounts, refunds, returns and edits, in the shop's currency. Amounts are never negative. */
export type OrderLine = {
  lineId: string
  productId: string | null
  /** What is left of the line without tax. */
  netMinor: Minor
  /** The tax on what is left. */
  taxMinor: Minor
  exclusion: LineExclusion | null
}

export type OrderState = "unpaid" | "paid" | "cancelled"

/**
 * One order as the platform described it at `modifiedAt`, in core's words. An order event is only a hint that the
 * order changed: this is the whole truth about it at that moment, whichever event brought it.
 */
export type OrderSnapshot = {
  orderId: string
  name: string
  currency: string
  placedAt: Date
  modifiedAt: Date
  state: OrderState
  /** Money or goods went back; only the wording of an entry depends on it. */
  hasRefund: boolean
  isTest: boolean
  /** Bought by a company (B2B). */
  isBusiness: boolean
  buyer: Buyer
  lines: OrderLine[]
  /** Shipping after discounts and refunds. */
  shippingMinor: Minor
  /** Discount codes used on the order. */
  codes: string[]
}
