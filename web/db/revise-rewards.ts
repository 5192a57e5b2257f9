import type { RewardSettings } from "#web/core/rewards/reward.ts"
import type { Tx } from "./database.ts"

/**
 * Brings the brand's rewards to those of the programme just published: what is new or changed gets a new revision (a
 * discount of its own, with codes of its own), what is gone or changed is retired. Unchanged ones keep their codes.
 */
export async function reviseRewards(
  tx: Tx,
  brandId: number,
  rewards: readonly RewardSettings[],
  now: Date,
): Promise<void> {
  await tx.query({
    name: "rewards-revise",
    text: `with wanted as (
        select (settings ->> 'id')::uuid as reward_id, settings from jsonb_array_elements($2::jsonb) as w (settings)
      ), retired as (
        update rewards r set retired_at = $3
        where r.brand_id = $1 and r.retired_at is null and not exists (
          select from wanted w where w.reward_id = r.reward_id and w.settings = r.settings)
      )
      insert into rewards (brand_id, reward_id, revision, settings, created_at)
      select $1, w.reward_id, coalesce(max(r.revision), 0) + 1, w.settings, $3
      from wanted w left join rewards r on r.brand_id = $1 and r.reward_id = w.reward_id
      group by w.reward_id, w.settings
      having not coalesce(bool_or(r.retired_at is null and r.settings = w.settings), false)`,
    values: [brandId, JSON.stringify(rewards), now],
  })
}
