import { z } from "zod"

/** A reward: so many points for an amount off an order, by a single-use discount code. */
export const rewardSettings = z.strictObject({
  id: z.uuid(),
  kind: z.literal("amount-off"),
  name: z.string().trim().min(1).max(80),
  points: z.int().min(1).max(10_000_000),
  /** What the code takes off, by the shop's currency: a code works at the shop that issued it (E9). */
  amounts: z
    .array(
      z.strictObject({
        currency: z.string().regex(/^[A-Z]{3}$/),
        amountMinor: z.int().min(1).max(100_000_000),
        minimumSpendMinor: z.int().min(1).max(1_000_000_000).nullable(),
      }),
    )
    .min(1),
  combinesWith: z.strictObject({
    orderDiscounts: z.boolean(),
    productDiscounts: z.boolean(),
    shippingDiscounts: z.boolean(),
  }),
})

export type RewardSettings = z.infer<typeof rewardSettings>

export type RewardAmount = RewardSettings["amounts"][number]

/** What the reward is worth in a shop's currency; null when it is not offered there. */
export function amountIn(reward: RewardSettings, currency: string): RewardAmount | null {
  return reward.amounts.find((amount) => amount.currency === currency) ?? null
}

/** The platform's discount for one revision of a reward: many single-use codes, one amount. */
export function discountOffer(
  reward: RewardSettings,
  revision: number,
  amount: RewardAmount,
  startsAt: Date,
) {
  const title = `${reward.name} (${reward.id.slice(0, 8)}-${revision}, ${amount.currency})`
  return { title, ...amount, combinesWith: reward.combinesWith, startsAt }
}

/** The reward closest above the balance, and how many points are missing; null when all are in reach or none exist. */
export function nextReward(rewards: readonly RewardSettings[], balance: number) {
  const above = rewards.filter((reward) => reward.points > balance)
  if (!above.length) return null
  const nearest = above.reduce((a, b) => (b.points < a.points ? b : a))
  return { rewardId: nearest.id, missingPoints: nearest.points - Math.max(0, balance) }
}
