import { randomUUID } from "node:crypto"
import { invariant } from "#web/core/invariant.ts"
import { amountIn, type RewardSettings } from "#web/core/rewards/reward.ts"
import type { Shop } from "#web/core/shop.ts"
import type { Database } from "#web/db/database.ts"
import { enqueue } from "#web/db/enqueue.ts"
import { lockRedemption } from "#web/db/redemptions.ts"
import { type LiveReward, liveRewards, type RewardCache } from "#web/db/rewards-live.ts"
import type { Seal } from "#web/db/seal.ts"
import {
  rewardSpender,
  type Spending,
  type SpendOnReward,
  type SpendRefusal,
  type Spent,
} from "#web/ledger/spend-on-reward.ts"
import { memberJoined } from "./member-joined.ts"

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

export type RedeemRequest = {
  shop: Shop
  customerId: string
  rewardId: string
  idempotencyKey: string
}

export type RedeemDeps = {
  db: Database
  seal: Seal
  rewards: RewardCache
  spendOnReward: SpendOnReward
  now: () => Date
}

/** Writes redemptions for many requests at once; made once for each process. */
export const openRewardSpender = rewardSpender

/**
 * Redeems a reward for the member behind a signed-in customer, who becomes one now if never seen before: takes the
 * points, takes a code from the pool and records the redemption in one transaction. With the pool empty the points are
 * held and a job makes the code, or gives the points back. The same idempotency key always gives the same redemption,
 * however often and however concurrently it is sent.
 */
export async function redeemReward(
  deps: RedeemDeps,
  request: RedeemRequest,
): Promise<
  { ok: true; redemption: RedemptionView; balance: number } | { ok: false; reason: SpendRefusal }
> {
  const { shop } = request
  const { spent, reward } = await spendOnLive(deps, request)
  if (!spent.ok) return spent
  if (spent.status === "reserved" && spent.isNew) await askForCode(deps, shop, spent.redemptionId)
  // A repeat may come when the reward has been changed or taken off: it gets what was redeemed then.
  const redeemed = spent.isNew && reward ? reward.settings : await rewardOf(deps, shop, spent)
  return {
    ok: true,
    balance: spent.balance,
    redemption: {
      id: spent.redemptionId,
      rewardId: request.rewardId,
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

/** Redeeming finds out by itself that a reward has changed, so the rewards need not be read anew each second. */
const rewardsLastMs = 60_000

async function spendOnLive(deps: RedeemDeps, request: RedeemRequest) {
  const { shop, rewardId } = request
  const find = (rewards: LiveReward[]) => rewards.find(({ settings }) => settings.id === rewardId)
  const known = await liveRewards(deps.db, deps.rewards, shop.brandId, rewardsLastMs)
  const reward = find(known)
  const spent = await spend(deps, shop, spendingOn(reward, request))
  if (spent.ok || spent.reason !== "unknown-reward") return { spent, reward }
  const fresh = await liveRewards(deps.db, deps.rewards, shop.brandId)
  if (fresh === known) return { spent, reward }
  return { spent: await spend(deps, shop, spendingOn(find(fresh), request)), reward: find(fresh) }
}

function spendingOn(
  reward: LiveReward | undefined,
  { shop, customerId, rewardId, idempotencyKey }: RedeemRequest,
): Spending {
  const amount = reward && amountIn(reward.settings, shop.currency)
  const { amountMinor } = amount ?? notOffered
  const { revision, points } = amount
    ? { revision: reward.revision, points: reward.settings.points }
    : notOffered
  return {
    brandId: shop.brandId,
    shopId: shop.shopId,
    customerId,
    rewardId,
    revision,
    points,
    amountMinor,
    currency: shop.currency,
    idempotencyKey,
    redemptionId: randomUUID(),
  }
}

/** No reward has this revision: nothing is redeemed, and the repeat of an earlier key is still answered. */
const notOffered = { revision: 0, points: 1, amountMinor: 1 }

async function spend(
  deps: RedeemDeps,
  shop: Shop,
  spending: Spending,
): Promise<Spent | { ok: false; reason: SpendRefusal }> {
  const spent = await deps.spendOnReward(spending)
  if (spent.ok) return spent
  if (spent.reason !== "unknown-shopper") return { ok: false, reason: spent.reason }
  await memberJoined(deps, shop, spending.customerId)
  const again = await deps.spendOnReward(spending)
  if (again.ok) return again
  invariant(again.reason !== "unknown-shopper", "whoever has just become a member is known")
  return { ok: false, reason: again.reason }
}

/** The reward of an earlier redemption, as it was then. */
async function rewardOf(
  deps: RedeemDeps,
  { brandId }: Shop,
  { redemptionId }: { redemptionId: string },
): Promise<RewardSettings> {
  const key = { brandId, redemptionId }
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
