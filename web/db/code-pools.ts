import { type RewardSettings, rewardSettings } from "#web/core/rewards/reward.ts"
import type { Tx } from "./database.ts"

export type PoolKey = { brandId: number; shopId: number; rewardId: string; revision: number }

/** A reward's codes at one shop. `discountId` null: the platform's discount is not made yet. */
export type CodePool = PoolKey & {
  reward: RewardSettings
  retired: boolean
  discountId: string | null
  usable: number
}

const where = "brand_id = $1 and shop_id = $2 and reward_id = $3 and revision = $4"

/** The pools that a shop has or should have: one for each live reward, then those of retired ones that still exist. */
export async function codePools(tx: Tx, brandId: number, shopId: number): Promise<CodePool[]> {
  const { rows } = await tx.query<Omit<CodePool, "reward"> & { settings: unknown }>({
    name: "code-pools",
    text: `select w.brand_id as "brandId", $2::int as "shopId", w.reward_id as "rewardId", w.revision, w.settings,
        w.retired_at is not null as retired, p.discount_id as "discountId",
        (select count(*)::int from pool_codes c where c.brand_id = $1 and c.shop_id = $2 and c.reward_id = w.reward_id
          and c.revision = w.revision and c.usable) as usable
      from rewards w
      left join code_pools p on p.brand_id = w.brand_id and p.shop_id = $2 and p.reward_id = w.reward_id
        and p.revision = w.revision
      where w.brand_id = $1 and (w.retired_at is null or p.closed_at is null and p.discount_id is not null)
      order by retired`,
    values: [brandId, shopId],
  })
  return rows.map(({ settings, ...row }) => ({ ...row, reward: rewardSettings.parse(settings) }))
}

/** The codes that were written down for the pool but are not known to work yet: an earlier try was cut short. */
export async function unconfirmedCodes(tx: Tx, key: PoolKey): Promise<Buffer[]> {
  const { rows } = await tx.query<{ code_sealed: Buffer }>({
    name: "pool-codes-unconfirmed",
    text: `select code_sealed from pool_codes
      where ${where} and not usable
      order by created_at, code_digest`,
    values: keyValues(key),
  })
  return rows.map((row) => row.code_sealed)
}

/** Writes codes down before the platform hears of them, so that none is ever made and forgotten. */
export async function addPoolCodes(
  tx: Tx,
  key: PoolKey,
  codes: readonly { digest: Buffer; sealed: Buffer }[],
  now: Date,
): Promise<void> {
  await tx.query({
    name: "code-pool-create",
    text: `insert into code_pools (brand_id, shop_id, reward_id, revision, created_at) values ($1, $2, $3, $4, $5)
      on conflict do nothing`,
    values: [...keyValues(key), now],
  })
  await tx.query({
    name: "pool-codes-add",
    text: `insert into pool_codes (brand_id, shop_id, reward_id, revision, code_digest, code_sealed, created_at)
      select $1, $2, $3, $4, c.digest, c.sealed, $7 from unnest($5::bytea[], $6::bytea[]) as c (digest, sealed)`,
    values: [
      ...keyValues(key),
      codes.map((code) => code.digest),
      codes.map((code) => code.sealed),
      now,
    ],
  })
}

export async function setDiscount(tx: Tx, key: PoolKey, discountId: string): Promise<void> {
  await tx.query({
    name: "code-pool-set-discount",
    text: `update code_pools set discount_id = $5
      where ${where}`,
    values: [...keyValues(key), discountId],
  })
}

export async function confirmPoolCodes(tx: Tx, key: PoolKey, digests: Buffer[]): Promise<void> {
  await tx.query({
    name: "pool-codes-confirm",
    text: `update pool_codes set usable = true
      where ${where} and code_digest = any($5::bytea[])`,
    values: [...keyValues(key), digests],
  })
}

/** The platform has the discount no longer: its codes are worth nothing, and a new one must be made. */
export async function forgetDiscount(tx: Tx, key: PoolKey): Promise<void> {
  const values = keyValues(key)
  await tx.query({ name: "pool-codes-drop", text: `delete from pool_codes where ${where}`, values })
  await tx.query({
    name: "code-pool-forget-discount",
    text: `update code_pools set discount_id = null where ${where}`,
    values,
  })
}

/** Forgets the codes nobody got and closes the pool: its reward is not offered any more. */
export async function closePool(tx: Tx, key: PoolKey, now: Date): Promise<void> {
  const values = keyValues(key)
  await tx.query({ name: "pool-codes-drop", text: `delete from pool_codes where ${where}`, values })
  await tx.query({
    name: "code-pool-close",
    text: `update code_pools set closed_at = $5 where ${where}`,
    values: [...values, now],
  })
}

/**
 * All codes of the pool that nobody got, and nobody gets from now on: one that is being given out at this moment is
 * waited for, and left out.
 */
export async function withdrawCodes(tx: Tx, key: PoolKey): Promise<Buffer[]> {
  const { rows } = await tx.query<{ code_sealed: Buffer }>({
    name: "pool-codes-withdraw",
    text: `update pool_codes set usable = false
      where ${where}
      returning code_sealed`,
    values: keyValues(key),
  })
  return rows.map((row) => row.code_sealed)
}

function keyValues(key: PoolKey): unknown[] {
  return [key.brandId, key.shopId, key.rewardId, key.revision]
}
