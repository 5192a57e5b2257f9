import type {
  DiscountAllocation,
  DiscountApplication,
  DiscountNode,
  RedeemCode,
} from "#web/sandbox/state/model.ts"
import { discountEach } from "./discount-amounts.ts"
import { type CodeRefusal, combine, isOrderDiscount, refusalOf } from "./discount-rules.ts"
import { decimalText } from "./money.ts"
import { type PriceableLine, sum, type Terms } from "./price-lines.ts"

/** A code as typed and what the shop knows of it. */
export type CodeCandidate = {
  code: string
  redeemCode: RedeemCode | null
  discount: DiscountNode | null
  /** Whether this buyer has used this very code before. */
  usedByBuyer: boolean
}

export type CodeOutcome = {
  code: string
  applicable: boolean
  /** Why it does not apply. */
  reason: CodeRefusal | null
  amountMinor: number
}

type Known = CodeCandidate & { redeemCode: RedeemCode; discount: DiscountNode }

export type AppliedCodes = {
  outcomes: CodeOutcome[]
  applications: DiscountApplication[]
  /** Per line. */
  allocations: DiscountAllocation[][]
}

/** More codes than this are not tried; a Shopify order takes five. */
const mostCodes = 5

/** Decides which codes apply and what each takes off which line. */
export function applyCodes(lines: PriceableLine[], terms: Terms): AppliedCodes {
  const refusals = new Map<CodeCandidate, CodeRefusal | null>()
  for (const candidate of terms.codes) refusals.set(candidate, refusalOf(candidate, lines, terms))
  const usable = terms.codes.filter((candidate) => !refusals.get(candidate)).slice(0, 8) as Known[]
  const best = bestCombination(usable, lines)
  const applied = best.codes.filter((_, index) => sum(best.taken[index]!) > 0)

  const allocations: DiscountAllocation[][] = lines.map(() => [])
  for (const [applicationIndex, candidate] of applied.entries()) {
    const taken = best.taken[best.codes.indexOf(candidate)]!
    for (const [line, amountMinor] of taken.entries()) {
      if (amountMinor > 0) allocations[line]!.push({ applicationIndex, amountMinor })
    }
  }
  const outcomes = terms.codes.map((candidate) => {
    const index = best.codes.indexOf(candidate as Known)
    const amountMinor = index < 0 ? 0 : sum(best.taken[index]!)
    const applicable = amountMinor > 0
    const fallback = index < 0 ? "not-combinable" : "nothing-to-discount"
    const reason = applicable ? null : (refusals.get(candidate) ?? fallback)
    return { code: candidate.code, applicable, reason, amountMinor }
  })
  const currency = terms.shop.currency
  const applications = applied.map((candidate) => applicationOf(candidate, currency))
  return { outcomes, applications, allocations }
}

type Combination = { codes: Known[]; taken: number[][] }

/** The combination that saves the shopper most; among equals the one typed first. */
function bestCombination(usable: Known[], lines: PriceableLine[]): Combination {
  let best: Combination = { codes: [], taken: [] }
  let bestMinor = 0
  for (let mask = 1; mask < 1 << usable.length; mask += 1) {
    const codes = usable.filter((_, index) => mask & (1 << index))
    if (codes.length > mostCodes || !allCombine(codes)) continue
    const taken = discountEach(
      codes.map((code) => code.discount),
      lines,
    )
    if (!taken) continue
    const saved = sum(taken.map(sum))
    if (saved > bestMinor) {
      best = { codes, taken }
      bestMinor = saved
    }
  }
  return best
}

function allCombine(codes: Known[]): boolean {
  return codes.every((a, index) =>
    codes
      .slice(index + 1)
      .every((b) => a.discount.id !== b.discount.id && combine(a.discount, b.discount)),
  )
}

function applicationOf(candidate: Known, currency: string): DiscountApplication {
  const { value, items } = candidate.discount
  return {
    code: candidate.redeemCode.code,
    discountId: candidate.discount.id,
    valueKind: value.kind === "fixed" ? "fixed_amount" : "percentage",
    value:
      value.kind === "fixed"
        ? decimalText(value.amountMinor, currency)
        : String(value.basisPoints / 100).replace(/^(\d+)$/, "$1.0"),
    selection: items.all ? "all" : "entitled",
    allocationMethod:
      isOrderDiscount(candidate.discount) || value.kind !== "fixed" ? "across" : "each",
  }
}
