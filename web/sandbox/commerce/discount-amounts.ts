import type { DiscountNode } from "#web/sandbox/state/model.ts"
import { isEntitled, isOrderDiscount, meetsMinimum } from "./discount-rules.ts"
import { allocate, portion } from "./money.ts"
import { type PriceableLine, sum } from "./price-lines.ts"

/**
 * What each of these discounts takes off each line when they are used together, in minor units.
 * Product discounts come first, a line getting only the largest; order discounts are worked out on
 * what is left, each from the same base. Null if one of them does not reach its minimum that way.
 */
export function discountEach(discounts: DiscountNode[], lines: PriceableLine[]): number[][] | null {
  const totals = lines.map((line) => line.priceMinor * line.quantity)
  const taken = discounts.map(() => lines.map(() => 0))
  for (const [index, discount] of discounts.entries()) {
    if (!isOrderDiscount(discount)) taken[index] = offProducts(discount, lines, totals)
  }
  keepLargestPerLine(taken)
  const base = totals.map((total, line) => total - sum(taken.map((amounts) => amounts[line]!)))
  const left = [...base]
  for (const [index, discount] of discounts.entries()) {
    if (!isOrderDiscount(discount)) continue
    const entitled = lines.filter((line) => isEntitled(line, discount))
    const weights = lines.map((line, at) => (isEntitled(line, discount) ? base[at]! : 0))
    if (!meetsMinimum(discount, sum(weights), entitled)) return null
    const room = lines.map((line, at) => (isEntitled(line, discount) ? left[at]! : 0))
    taken[index] = offOrder(discount, weights, room)
    for (const [line, amount] of taken[index].entries()) left[line]! -= amount
  }
  return taken
}

function offOrder(discount: DiscountNode, weights: number[], room: number[]): number[] {
  const wanted =
    discount.value.kind === "fixed"
      ? discount.value.amountMinor
      : portion(sum(weights), discount.value.basisPoints, 10_000)
  const total = Math.min(wanted, sum(room))
  const parts = allocate(total, weights)
  if (parts.every((part, line) => part <= room[line]!)) return parts
  // Other order discounts have used up a line: share by what is left instead.
  return allocate(total, room)
}

function offProducts(discount: DiscountNode, lines: PriceableLine[], totals: number[]): number[] {
  const weights = lines.map((line, at) => (isEntitled(line, discount) ? totals[at]! : 0))
  const { value } = discount
  if (value.kind === "percentage") {
    return weights.map((weight) => portion(weight, value.basisPoints, 10_000))
  }
  if (value.onEachItem) {
    return weights.map((weight, at) => Math.min(weight, value.amountMinor * lines[at]!.quantity))
  }
  return allocate(Math.min(value.amountMinor, sum(weights)), weights)
}

function keepLargestPerLine(taken: number[][]): void {
  const lines = taken[0]?.length ?? 0
  for (let line = 0; line < lines; line += 1) {
    let largest = 0
    for (const [index, amounts] of taken.entries()) {
      if (amounts[line]! > taken[largest]![line]!) largest = index
    }
    for (const [index, amounts] of taken.entries()) if (index !== largest) amounts[line] = 0
  }
}
