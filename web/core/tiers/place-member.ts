import { z } from "zod"
import type { MemberTotals } from "#web/core/facts.ts"

/** A VIP tier: reached by any or by all of the thresholds that are set. */
export const tierSettings = z.strictObject({
  id: z.uuid(),
  name: z.string().trim().min(1).max(60),
  match: z.enum(["any", "all"]),
  thresholds: z
    .strictObject({
      earnedPoints: z.int().min(1).optional(),
      spendMinor: z.int().min(1).optional(),
      orderCount: z.int().min(1).optional(),
    })
    .refine((thresholds) => Object.values(thresholds).some((value) => value !== undefined), {
      error: "tier-without-threshold",
    }),
})

export type TierSettings = z.infer<typeof tierSettings>

export type Missing = { [Threshold in keyof MemberTotals]?: number }

/** `tier` and `next` by id; `missing` is what is left to reach `next`, by threshold. */
export type Placement = { tier: TierSettings | null; next: TierSettings | null; missing: Missing }

/**
 * Where a member stands. `tiers` go from lowest to highest; the highest one reached counts, so that a tier with odd
 * thresholds never holds anybody below what they have earned. Totals only from orders (E7), over the lifetime.
 */
export function placeMember(tiers: readonly TierSettings[], totals: MemberTotals): Placement {
  const reached = tiers.findLastIndex((tier) => reaches(tier, totals))
  const next = tiers[reached + 1] ?? null
  return { tier: tiers[reached] ?? null, next, missing: next ? missingTo(next, totals) : {} }
}

function reaches({ match, thresholds }: TierSettings, totals: MemberTotals): boolean {
  const met = thresholdsOf(thresholds).map(([name, needed]) => totals[name] >= needed)
  return match === "any" ? met.some(Boolean) : met.every(Boolean)
}

function missingTo({ thresholds }: TierSettings, totals: MemberTotals): Missing {
  const short = thresholdsOf(thresholds).filter(([name, needed]) => totals[name] < needed)
  return Object.fromEntries(short.map(([name, needed]) => [name, needed - totals[name]]))
}

function thresholdsOf(thresholds: TierSettings["thresholds"]): [keyof MemberTotals, number][] {
  const set = Object.entries(thresholds).filter(([, needed]) => needed !== undefined)
  return set as [keyof MemberTotals, number][]
}
