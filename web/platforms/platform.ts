import type { OrderSnapshot } from "#web/core/orders/order-snapshot.ts"

/** A customer as the platform describes them. `hasAccount`: they can sign in; only then are they a member (E1). */
export type PlatformCustomer = {
  customerId: string
  hasAccount: boolean
  email: string | null
  phone: string | null
  name: string | null
  locale: string | null
  /** By the platform's clock; null: not told. */
  modifiedAt: Date | null
}

/** What one delivery tells us, in core's words. `hint`: something changed, no snapshot came with it. */
export type PlatformEvent =
  | { kind: "order"; order: OrderSnapshot }
  | { kind: "order-hint"; orderId: string; changedAt: Date }
  | { kind: "customer"; customer: PlatformCustomer }
  | { kind: "customer-deleted"; customerId: string }
  | { kind: "uninstalled"; platformShopId: string }
  | { kind: "nothing"; topic: string }

/** A single-use amount off, as one discount that holds many codes. */
export type DiscountOffer = {
  title: string
  amountMinor: number
  currency: string
  minimumSpendMinor: number | null
  combinesWith: { orderDiscounts: boolean; productDiscounts: boolean; shippingDiscounts: boolean }
  startsAt: Date
}

export type CodeState = "unused" | "used" | "absent"

/**
 * Everything a shop system does for us. Every method is safe to repeat: it looks before it makes. All throw
 * PlatformError, and nothing else, when the platform cannot or will not.
 */
export type Platform = {
  /** Whether the shop still lets us in. False once it took us off, until the merchant installs us again. */
  isInstalled: () => Promise<boolean>
  /** Makes the discount that will hold `firstCode`, or finds it when an earlier try made it. Returns its id. */
  createDiscount: (offer: DiscountOffer, firstCode: string) => Promise<string>
  /** Adds up to 250 codes; resolves when the platform says that they work. Codes already there count as added. */
  addCodes: (discountId: string, codes: readonly string[]) => Promise<void>
  codeState: (code: string) => Promise<CodeState>
  /** Takes one code away, so that it can never be used. Absent is fine. */
  deleteCode: (discountId: string, code: string) => Promise<void>
  /** Stops a discount and all its codes. */
  deactivateDiscount: (discountId: string) => Promise<void>
  fetchOrder: (orderId: string) => Promise<OrderSnapshot | null>
  fetchCustomer: (customerId: string) => Promise<PlatformCustomer | null>
}

/** `reason` is for the log and the merchant; a shopper only ever reads "try again later" or "not possible". */
export class PlatformError extends Error {
  readonly reason: string
  readonly retryable: boolean
  constructor(reason: string, options: { retryable: boolean; cause?: unknown }) {
    super(reason, { cause: options.cause })
    this.reason = reason
    this.retryable = options.retryable
  }
}
