import { randomUUID } from "node:crypto"
import { invariant } from "#web/core/invariant.ts"
import { amountIn, type RewardSettings } from "#web/core/rewards/reward.ts"
import type { Shop } from "#web/core/shop.ts"
import type { Database } from "#web/db/database.ts"
import { enqueue } from "#web/db/enqueue.ts"
import { lockRedemption } from "#web/db/redemptions.ts"
import { liveRewards, type RewardCache } from "#web/db/rewards-live.ts"
import type { Seal } from "#web/db/seal.ts"
import { type SpendRefusal, spendOnReward } from "#web/ledger/spend-on-reward.ts"

/** A redemption as the shopper sees it. `code` null: still being made. */
export type RedemptionView = {
  id: string
  rewardId: string
  rewardName: string
  status: "reserved" | "issued" | "used" | "returned" | "failed"
  code: string | null
  points: number
  amountMinor: number
  currency: string
  minimumSpendMinor: number | null
  createdAt: Date
}

export type RedeemDeps = { db: Database; seal: Seal; rewards: RewardCache; now: () => Date }

/**
 * Redeems a reward for a member: takes the points, takes a code from the pool and records the redemption in one
 * transaction. With the pool empty the points are held and a job makes the code, or gives the points back. The same
 * idempotency key always gives the same redemption, however often and however concurrently it is sent.
 */
export async function redeemReward(
  deps: RedeemDeps,
  request: { shop: Shop; memberId: string; rewardId: string; idempotencyKey: string },
): Promise<
  { ok: true; redemption: RedemptionView; balance: number } | { ok: false; reason: SpendRefusal }
> {
  const { shop, memberId, rewardId, idempotencyKey } = request
  const rewards = await liveRewards(deps.db, deps.rewards, shop.brandId)
  const reward = rewards.find((live) => live.settings.id === rewardId)
  const amount = reward && amountIn(reward.settings, shop.currency)
  const spent = await spendOnReward(deps.db, {
    brandId: shop.brandId,
    shopId: shop.shopId,
    memberId,
    rewardId,
    ...(amount
      ? {
          revision: reward.revision,
          points: reward.settings.points,
          amountMinor: amount.amountMinor,
        }
      : notOffered),
    currency: shop.currency,
    idempotencyKey,
    redemptionId: randomUUID(),
    at: deps.now(),
  })
  if (!spent.ok) return spent
  if (spent.status === "reserved" && spent.isNew) await askForCode(deps, shop, spent.redemptionId)
  // A repeat may come when the reward has been changed or taken off: it gets what was redeemed then.
  const redeemed = spent.isNew && reward ? reward.settings : await rewardOf(deps, request, spent)
  return {
    ok: true,
    balance: spent.balance,
    redemption: {
      id: spent.redemptionId,
      rewardId,
      rewardName: redeemed.name,
      status: spent.status,
      code: spent.codeSealed && deps.seal.open(spent.codeSealed),
      points: spent.points,
      amountMinor: spent.amountMinor,
      currency: shop.currency,
      minimumSpendMinor: amountIn(redeemed, shop.currency)?.minimumSpendMinor ?? null,
      createdAt: spent.createdAt,
    },
  }
}

/** No reward has this revision: nothing is redeemed, and the repeat of an earlier key is still answered. */
const notOffered = { revision: 0, points: 1, amountMinor: 1 }

/** The reward of an earlier redemption, as it was then. */
async function rewardOf(
  deps: RedeemDeps,
  { shop: { brandId }, memberId }: { shop: Shop; memberId: string },
  { redemptionId }: { redemptionId: string },
): Promise<RewardSettings> {
  const key = { brandId, redemptionId, memberId }
  const found = await deps.db.withBrand(brandId, (tx) => lockRedemption(tx, key))
  invariant(found, "a redemption that answers for its key is there")
  return found.reward
}

/** Should this be lost in a crash, the sweep of reserved redemptions asks again. */
async function askForCode(deps: RedeemDeps, { brandId, shopId }: Shop, redemptionId: string) {
  await deps.db.withBrand(brandId, (tx) =>
    enqueue(tx, {
      name: "issue-code",
      payload: { brandId, shopId, redemptionId },
      key: `issue-code ${redemptionId}`,
      queue: `codes ${shopId}`,
    }),
  )
}
