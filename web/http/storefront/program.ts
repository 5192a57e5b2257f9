import { amountIn, type RewardSettings } from "#web/core/rewards/reward.ts"
import { liveProgram } from "#web/db/program-live.ts"
import { liveRewards } from "#web/db/rewards-live.ts"
import type { Caller } from "./caller.ts"
import type { StorefrontDeps } from "./deps.ts"

/** GET /v1/program: what a shopper may know of the programme, signed in or not. */
export async function program(deps: StorefrontDeps, { shop }: Caller) {
  const settings = await liveProgram(deps.db, deps.programs, shop.brandId)
  const base = { currency: shop.currency, locale: shop.locale }
  if (!settings) return { program: { ...base, status: "none", earn: [], rewards: [], tiers: [] } }
  const earn = settings.earningRules.flatMap(({ kind, rates }) =>
    rates
      .filter((rate) => rate.currency === shop.currency)
      .map(({ points, perAmountMinor }) => ({ kind, points, perAmountMinor })),
  )
  const rewards = await liveRewards(deps.db, deps.rewards, shop.brandId)
  return {
    program: {
      ...base,
      status: "live",
      name: settings.name,
      earn,
      rewards: rewards.flatMap(({ settings: reward }) => rewardView(reward, shop.currency)),
      tiers: settings.tiers.map(({ id, name }) => ({ id, name })),
    },
  }
}

function rewardView(reward: RewardSettings, currency: string) {
  const amount = amountIn(reward, currency)
  if (!amount) return []
  const { id, kind, name, points } = reward
  const { amountMinor, minimumSpendMinor } = amount
  return [{ id, kind, name, points, amountMinor, minimumSpendMinor }]
}
