import { portion } from "./money.ts"

export type TaxRule = { taxesIncluded: boolean; taxRateBasisPoints: number }

/** Tax on an amount: on top of it, or the part of it that is tax when prices include taxes. */
export function taxOn(amountMinor: number, rule: TaxRule): number {
  const rate = rule.taxRateBasisPoints
  if (rate === 0) return 0
  return portion(amountMinor, rate, rule.taxesIncluded ? 10_000 + rate : 10_000)
}
