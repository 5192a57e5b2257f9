import { z } from "zod"
import { earningRuleSettings } from "./earning/rules.ts"
import { rewardSettings } from "./rewards/reward.ts"
import { tierSettings } from "./tiers/place-member.ts"

/** All settings of a brand's programme. A published version never changes: orders freeze its number. */
export const programSettings = z.strictObject({
  name: z.string().trim().min(1).max(60),
  earningRules: z.array(earningRuleSettings).max(50),
  rewards: z.array(rewardSettings).max(50).refine(idsDiffer, { error: "id-used-twice" }),
  /** From lowest to highest. */
  tiers: z.array(tierSettings).max(10).refine(idsDiffer, { error: "id-used-twice" }),
  orders: z.strictObject({
    countTax: z.boolean(),
    countShipping: z.boolean(),
    countBusiness: z.boolean(),
    rounding: z.enum(["down", "nearest", "up"]),
  }),
  points: z.strictObject({
    /** Months from the purchase until its points expire; null: never. */
    lifeMonths: z.int().min(1).max(120).nullable(),
    /** A refund of points already spent is remembered up to this debt; what goes beyond is forgiven (E5). */
    debtLimit: z.int().min(0).max(10_000_000),
  }),
})

export type ProgramSettings = z.infer<typeof programSettings>

/** One version of the programme. `publishedAt` null: the draft. */
export type ProgramVersion = {
  version: number
  settings: ProgramSettings
  publishedAt: Date | null
}

/**
 * The version that applied to what happened at `instant`; null before the first was live. A version counts from the
 * start of the second in which it was published: platforms tell an order's time in whole seconds, and an order placed
 * right after must not count as placed before.
 */
export function versionAt(
  versions: readonly ProgramVersion[],
  instant: Date,
): ProgramVersion | null {
  const second = Math.floor(instant.getTime() / 1000)
  const live = versions.filter(
    ({ publishedAt }) => publishedAt && Math.floor(publishedAt.getTime() / 1000) <= second,
  )
  return live.reduce<ProgramVersion | null>((a, b) => (a && a.version > b.version ? a : b), null)
}

function idsDiffer(items: readonly { id: string }[]): boolean {
  return new Set(items.map((item) => item.id)).size === items.length
}
