import { amountIn, nextReward } from "#web/core/rewards/reward.ts"
import { liveProgram } from "#web/db/program-live.ts"
import { liveRewards } from "#web/db/rewards-live.ts"
import type { Seal } from "#web/db/seal.ts"
import { memberJoined } from "#web/flows/member-joined.ts"
import { readShopperDetails, type ShopperRedemption } from "#web/ledger/read-shopper-details.ts"
import type { ShopperBalance } from "#web/ledger/read-shoppers.ts"
import type { Caller } from "./caller.ts"
import type { StorefrontDeps } from "./deps.ts"
import { standing } from "./program.ts"

const newcomer = { balance: 0, totals: { earnedPoints: 0, spendMinor: 0, orderCount: 0 } }

/** The member who is signed in; whoever signs in for the first time becomes one. Null: signed out. */
export async function memberOf(
  deps: StorefrontDeps,
  { shop, customerId }: Caller,
): Promise<ShopperBalance | null> {
  if (!customerId) return null
  const known = await deps.readShopper({ brandId: shop.brandId, shopId: shop.shopId, customerId })
  return known ?? { memberId: await memberJoined(deps, shop, customerId), ...newcomer }
}

/** GET /v1/balance: the lightest question, asked again while the panel is open. */
export async function balance(deps: StorefrontDeps, caller: Caller) {
  const { customerId, shop } = caller
  if (!customerId) return { member: null }
  const known = await deps.readShopper({ brandId: shop.brandId, shopId: shop.shopId, customerId })
  return { member: pointsView(known?.balance ?? 0) }
}

/** GET /v1/me: all that the panel shows. A debt is a number of its own: the shopper never sees a minus sign. */
export async function me(deps: StorefrontDeps, caller: Caller) {
  const member = await memberOf(deps, caller)
  if (!member) return { member: null }
  const { shop } = caller
  const [settings, rewards, details] = await Promise.all([
    liveProgram(deps.db, deps.programs, shop.brandId),
    liveRewards(deps.db, deps.rewards, shop.brandId),
    readShopperDetails(deps.db, shop.brandId, member.memberId),
  ])
  const offered = rewards
    .map((live) => live.settings)
    .filter((reward) => amountIn(reward, shop.currency))
  const next = nextReward(offered, member.balance)
  return {
    member: {
      ...pointsView(member.balance),
      worthMinor: worthOf(offered, member.balance, shop.currency),
      waitingPoints: details.waitingPoints,
      ...standing(settings?.tiers ?? [], member.totals),
      nextReward: next && { id: next.rewardId, missingPoints: next.missingPoints },
      rewards: offered.map(({ id, points }) => ({
        id,
        affordable: member.balance >= points,
        missingPoints: Math.max(0, points - Math.max(0, member.balance)),
      })),
      redemptions: details.redemptions.map((redemption) => redemptionView(redemption, deps.seal)),
      history: details.history,
    },
  }
}

export function pointsView(balance: number) {
  return { points: Math.max(0, balance), owedPoints: Math.max(0, -balance) }
}

/** What the balance buys at the best rate that a reward gives, in whole rewards; null when nothing is in reach. */
function worthOf(
  rewards: { points: number; amounts: { currency: string; amountMinor: number }[] }[],
  balance: number,
  currency: string,
): number | null {
  const worths = rewards.map(({ points, amounts }) => {
    const amount = amounts.find((one) => one.currency === currency)
    return Math.floor(balance / points) * (amount?.amountMinor ?? 0)
  })
  const best = Math.max(0, ...worths)
  return best > 0 ? best : null
}

function redemptionView(redemption: ShopperRedemption, seal: Seal) {
  const { reward, codeSealed, ...rest } = redemption
  const amount = amountIn(reward, redemption.currency)
  return {
    ...rest,
    rewardId: reward.id,
    rewardName: reward.name,
    code: codeSealed && seal.open(codeSealed),
    minimumSpendMinor: amount?.minimumSpendMinor ?? null,
  }
}
