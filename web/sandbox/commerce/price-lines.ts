import type { DiscountAllocation, DiscountApplication, Id, Shop } from "#web/sandbox/state/model.ts"
import { applyCodes, type CodeCandidate, type CodeOutcome } from "./apply-codes.ts"
import { taxOn } from "./tax.ts"

export type PriceableLine = {
  priceMinor: number
  quantity: number
  productId: Id | null
  variantId: Id | null
  collectionIds: Id[]
  giftCard: boolean
  taxable: boolean
  requiresShipping: boolean
}

export type PricedLine = {
  /** Before discounts. */
  totalMinor: number
  allocations: DiscountAllocation[]
  discountMinor: number
  /** After discounts; with the tax in it if the shop's prices include taxes. */
  finalMinor: number
  taxMinor: number
}

/** Whoever is buying, as far as known. */
export type Buyer = { customerId: Id | null; email: string | null }

export type Priced<L> = {
  currency: string
  taxesIncluded: boolean
  lines: (L & PricedLine)[]
  /** Every code asked for, in the shopper's order. */
  codes: CodeOutcome[]
  applications: DiscountApplication[]
  /** Lines before discounts, and after them. */
  totalLinesMinor: number
  subtotalMinor: number
  discountMinor: number
  shipping: { title: string; priceMinor: number; taxMinor: number } | null
  taxMinor: number
  tipMinor: number
  /** What the shopper pays. */
  totalMinor: number
}

export type Terms = {
  shop: Shop
  buyer: Buyer
  now: Date
  codes: CodeCandidate[]
  tipMinor?: number
  /** Leaves shipping out, as carts do before checkout. */
  withoutShipping?: boolean
}

/** Prices lines with Shopify's rules for codes, taxes and the shop's flat shipping rate. Pure. */
export function priceLines<L extends PriceableLine>(lines: L[], terms: Terms): Priced<L> {
  const { shop } = terms
  const applied = applyCodes(lines, terms)
  const pricedLines = lines.map((line, index) => {
    const totalMinor = line.priceMinor * line.quantity
    const allocations = applied.allocations[index]!
    const discountMinor = sum(allocations.map((allocation) => allocation.amountMinor))
    const finalMinor = totalMinor - discountMinor
    const taxMinor = line.taxable && !line.giftCard ? taxOn(finalMinor, shop) : 0
    return { ...line, totalMinor, allocations, discountMinor, finalMinor, taxMinor }
  })
  const subtotalMinor = sum(pricedLines.map((line) => line.finalMinor))
  const shipping = terms.withoutShipping ? null : shippingFor(lines, subtotalMinor, shop)
  const taxMinor = sum(pricedLines.map((line) => line.taxMinor)) + (shipping?.taxMinor ?? 0)
  const tipMinor = terms.tipMinor ?? 0
  const added = shop.taxesIncluded ? 0 : taxMinor
  return {
    currency: shop.currency,
    taxesIncluded: shop.taxesIncluded,
    lines: pricedLines,
    codes: applied.outcomes,
    applications: applied.applications,
    totalLinesMinor: sum(pricedLines.map((line) => line.totalMinor)),
    subtotalMinor,
    discountMinor: sum(pricedLines.map((line) => line.discountMinor)),
    shipping,
    taxMinor,
    tipMinor,
    totalMinor: subtotalMinor + (shipping?.priceMinor ?? 0) + added + tipMinor,
  }
}

function shippingFor(lines: PriceableLine[], subtotalMinor: number, shop: Shop) {
  if (!lines.some((line) => line.requiresShipping && line.quantity > 0)) return null
  const free = shop.freeShippingFromMinor !== null && subtotalMinor >= shop.freeShippingFromMinor
  const priceMinor = free ? 0 : shop.shippingMinor
  return {
    title: shop.shippingTitle,
    priceMinor,
    taxMinor: shop.taxShipping ? taxOn(priceMinor, shop) : 0,
  }
}

export function sum(amounts: number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
