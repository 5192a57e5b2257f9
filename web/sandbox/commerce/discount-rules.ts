import type { DiscountNode } from "#web/sandbox/state/model.ts"
import type { CodeCandidate } from "./apply-codes.ts"
import { type PriceableLine, sum, type Terms } from "./price-lines.ts"

export type CodeRefusal =
  | "not-found"
  | "not-started"
  | "expired"
  | "used-up"
  | "used-by-customer"
  | "customer-not-eligible"
  | "minimum-not-met"
  | "nothing-to-discount"
  | "not-combinable"

/** Why a code does not apply to these lines on its own; null if it does. */
export function refusalOf(
  candidate: CodeCandidate,
  lines: PriceableLine[],
  terms: Terms,
): CodeRefusal | null {
  const { discount, redeemCode } = candidate
  if (!discount || !redeemCode) return "not-found"
  const now = terms.now.getTime()
  if (Date.parse(discount.startsAt) > now) return "not-started"
  if (discount.endsAt && Date.parse(discount.endsAt) <= now) return "expired"
  if (discount.usageLimit !== null && redeemCode.usageCount >= discount.usageLimit) return "used-up"
  if (discount.oncePerCustomer && candidate.usedByBuyer) return "used-by-customer"
  const { customerId } = terms.buyer
  if (discount.customerIds && !(customerId && discount.customerIds.includes(customerId))) {
    return "customer-not-eligible"
  }
  const entitled = lines.filter((line) => isEntitled(line, discount))
  if (entitled.length === 0) return "nothing-to-discount"
  const subtotalMinor = sum(entitled.map((line) => line.priceMinor * line.quantity))
  return meetsMinimum(discount, subtotalMinor, entitled) ? null : "minimum-not-met"
}

export function meetsMinimum(
  discount: DiscountNode,
  subtotalMinor: number,
  entitled: PriceableLine[],
): boolean {
  const { minimum } = discount
  if (!minimum) return true
  if ("subtotalMinor" in minimum) return subtotalMinor >= minimum.subtotalMinor
  return sum(entitled.map((line) => line.quantity)) >= minimum.quantity
}

/** Gift cards are never discounted. */
export function isEntitled(line: PriceableLine, discount: DiscountNode): boolean {
  if (line.giftCard || line.quantity === 0) return false
  const { items } = discount
  if (items.all) return true
  const { variantId, productId } = line
  return (
    (variantId !== null && items.variantIds.includes(variantId)) ||
    (productId !== null && items.productIds.includes(productId)) ||
    line.collectionIds.some((id) => items.collectionIds.includes(id))
  )
}

/** Off everything is an order discount; off some items, or off each item, a product discount. */
export function isOrderDiscount(discount: DiscountNode): boolean {
  return discount.items.all && !(discount.value.kind === "fixed" && discount.value.onEachItem)
}

/** Each of two must allow the other's class. */
export function combine(a: DiscountNode, b: DiscountNode): boolean {
  const allows = (one: DiscountNode, other: DiscountNode) =>
    isOrderDiscount(other) ? one.combinesWith.orderDiscounts : one.combinesWith.productDiscounts
  return allows(a, b) && allows(b, a)
}
