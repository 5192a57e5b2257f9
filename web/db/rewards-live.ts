import { type RewardSettings, rewardSettings } from "#web/core/rewards/reward.ts"
import type { Database } from "./database.ts"

/** A reward that can be redeemed now. */
export type LiveReward = { settings: RewardSettings; revision: number }

export type RewardCache = Map<number, { at: number; rewards: Promise<LiveReward[]> }>

const freshMs = 1_000

/**
 * The rewards of the brand's live programme, cheapest first, as they were at most `mostAgeMs` ago. Redeeming checks in
 * the database that the revision is still the live one, so an old answer can never be sold.
 */
export function liveRewards(
  db: Pick<Database, "withBrand">,
  cache: RewardCache,
  brandId: number,
  mostAgeMs = freshMs,
): Promise<LiveReward[]> {
  const remembered = cache.get(brandId)
  if (remembered && performance.now() - remembered.at < mostAgeMs) return remembered.rewards
  const rewards = load(db, brandId)
  rewards.catch(() => cache.delete(brandId))
  cache.set(brandId, { at: performance.now(), rewards })
  return rewards
}

function load(db: Pick<Database, "withBrand">, brandId: number): Promise<LiveReward[]> {
  return db.withBrand(brandId, async (tx) => {
    const { rows } = await tx.query<{ settings: unknown; revision: number }>({
      name: "rewards-live",
      text: `select settings, revision from rewards where brand_id = $1 and retired_at is null
        order by (settings->>'points')::bigint, reward_id`,
      values: [brandId],
    })
    return rows.map(({ settings, revision }) => ({
      settings: rewardSettings.parse(settings),
      revision,
    }))
  })
}
