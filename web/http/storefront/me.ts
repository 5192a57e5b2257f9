import type { Placement } from "#web/core/tiers/place-member.ts"
import { balanceOf, showPoints } from "#web/flows/show-points.ts"
import type { Caller } from "./caller.ts"
import type { StorefrontDeps } from "./deps.ts"

/** GET /v1/balance: the lightest question, asked again while the panel is open. */
export async function balance(deps: StorefrontDeps, { shop, customerId }: Caller) {
  if (!customerId) return { member: null }
  const known = await balanceOf(deps, shop, customerId)
  return { member: pointsView(known?.balance ?? 0) }
}

/** GET /v1/me: all that the panel shows. */
export async function me(deps: StorefrontDeps, { shop, customerId }: Caller) {
  if (!customerId) return { member: null }
  const { placement, nextReward, rewards, ...page } = await showPoints(deps, shop, customerId)
  return {
    member: {
      ...pointsView(page.balance),
      worthMinor: page.worthMinor,
      waitingPoints: page.waitingPoints,
      ...standing(placement),
      nextReward: nextReward && {
        id: nextReward.rewardId,
        missingPoints: nextReward.missingPoints,
      },
      rewards: rewards.map(({ id, points }) => ({
        id,
        affordable: page.balance >= points,
        missingPoints: Math.max(0, points - Math.max(0, page.balance)),
      })),
      redemptions: page.redemptions,
      history: page.history,
    },
  }
}

/** A debt is a number of its own: the shopper never sees a minus sign. */
export function pointsView(balance: number) {
  return { points: Math.max(0, balance), owedPoints: Math.max(0, -balance) }
}

function standing({ tier, next, missing }: Placement) {
  const { earnedPoints: points, spendMinor, orderCount: orders } = missing
  return {
    tier: tier && { id: tier.id, name: tier.name },
    nextTier: next && {
      id: next.id,
      name: next.name,
      match: next.match,
      missing: { points, spendMinor, orders },
    },
  }
}
