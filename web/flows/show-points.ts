import { amountIn, nextReward, type RewardSettings } from "#web/core/rewards/reward.ts"
import type { Shop } from "#web/core/shop.ts"
import { type Placement, placeMember } from "#web/core/tiers/place-member.ts"
import type { Database } from "#web/db/database.ts"
import { type LiveProgramCache, liveProgram } from "#web/db/program-live.ts"
import { liveRewards, type RewardCache } from "#web/db/rewards-live.ts"
import type { Seal } from "#web/db/seal.ts"
import {
  readShopperDetails,
  type ShopperEntry,
  type ShopperRedemption,
} from "#web/ledger/read-shopper-details.ts"
import { type Shopper, type ShopperBalance, shopperReader } from "#web/ledger/read-shoppers.ts"
import { memberJoined } from "./member-joined.ts"
import type { RedemptionView } from "./redeem-reward.ts"

export type ShowDeps = {
  db: Database
  seal: Seal
  programs: LiveProgramCache
  rewards: RewardCache
  readShopper: (shopper: Shopper) => Promise<ShopperBalance | null>
  now: () => Date
}

/** Reads shoppers' balances for many requests at once; made once for each process. */
export const openShopperReader = shopperReader

/** All that a member sees of their points. `balance` below zero is a debt. */
export type MemberPage = {
  balance: number
  /** What the balance buys at the best rate that a reward gives, in whole rewards; null: nothing is in reach. */
  worthMinor: number | null
  waitingPoints: number
  placement: Placement
  nextReward: { rewardId: string; missingPoints: number } | null
  rewards: RewardSettings[]
  redemptions: (Omit<RedemptionView, "createdAt"> & { createdAt: string })[]
  history: ShopperEntry[]
}

const newcomer = { balance: 0, totals: { earnedPoints: 0, spendMinor: 0, orderCount: 0 } }

/** The member behind a signed-in customer; whoever signs in for the first time becomes one. */
export async function memberOf(
  deps: ShowDeps,
  shop: Shop,
  customerId: string,
): Promise<ShopperBalance> {
  const known = await balanceOf(deps, shop, customerId)
  return known ?? { memberId: await memberJoined(deps, shop, customerId), ...newcomer }
}

/** The balance, fresh; null: not a member yet. */
export function balanceOf(
  deps: Pick<ShowDeps, "readShopper">,
  shop: Shop,
  customerId: string,
): Promise<ShopperBalance | null> {
  return deps.readShopper({ brandId: shop.brandId, shopId: shop.shopId, customerId })
}

/** Everything the panel shows a member. */
export async function showPoints(
  deps: ShowDeps,
  shop: Shop,
  customerId: string,
): Promise<MemberPage> {
  const member = await memberOf(deps, shop, customerId)
  const [settings, live, details] = await Promise.all([
    liveProgram(deps.db, deps.programs, shop.brandId),
    liveRewards(deps.db, deps.rewards, shop.brandId),
    readShopperDetails(deps.db, shop.brandId, member.memberId, deps.now()),
  ])
  const rewards = live
    .map((reward) => reward.settings)
    .filter((reward) => amountIn(reward, shop.currency))
  return {
    balance: member.balance,
    worthMinor: worthOf(rewards, member.balance, shop.currency),
    waitingPoints: details.waitingPoints,
    placement: placeMember(settings?.tiers ?? [], member.totals),
    nextReward: nextReward(rewards, member.balance),
    rewards,
    redemptions: details.redemptions.map((redemption) => opened(redemption, deps.seal)),
    history: details.history,
  }
}

function worthOf(
  rewards: readonly RewardSettings[],
  balance: number,
  currency: string,
): number | null {
  const worths = rewards.map(
    (reward) =>
      Math.floor(balance / reward.points) * (amountIn(reward, currency)?.amountMinor ?? 0),
  )
  const best = Math.max(0, ...worths)
  return best > 0 ? best : null
}

function opened({ reward, codeSealed, ...redemption }: ShopperRedemption, seal: Seal) {
  return {
    ...redemption,
    rewardId: reward.id,
    rewardName: reward.name,
    code: codeSealed && seal.open(codeSealed),
    minimumSpendMinor: amountIn(reward, redemption.currency)?.minimumSpendMinor ?? null,
  }
}
