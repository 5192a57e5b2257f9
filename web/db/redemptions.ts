import { type RewardSettings, rewardSettings } from "#web/core/rewards/reward.ts"
import type { Tx } from "./database.ts"

export type RedemptionRow = {
  redemptionId: string
  redemptionNo: string
  memberId: string
  shopId: number
  reward: RewardSettings
  revision: number
  status: "reserved" | "issued" | "used" | "returned" | "failed"
  codeSealed: Buffer | null
  discountId: string | null
  points: number
  amountMinor: number
  currency: string
  createdAt: Date
}

/** Reads and locks one redemption with its frozen reward. Null: there is none (of this member, when one is named). */
export async function lockRedemption(
  tx: Tx,
  key: { brandId: number; redemptionId: string; memberId?: string },
): Promise<RedemptionRow | null> {
  const { rows } = await tx.query<Omit<RedemptionRow, "reward"> & { settings: unknown }>({
    name: "redemptions-lock",
    text: `select r.redemption_id as "redemptionId", r.redemption_no as "redemptionNo", r.member_id as "memberId",
        r.shop_id as "shopId", r.revision, r.status, r.code_sealed as "codeSealed", p.discount_id as "discountId",
        r.points, r.amount_minor as "amountMinor", r.currency, r.created_at as "createdAt", w.settings
      from redemptions r
      join rewards w using (brand_id, reward_id, revision)
      left join code_pools p using (brand_id, shop_id, reward_id, revision)
      where r.brand_id = $1 and r.redemption_id = $2 and ($3::bigint is null or r.member_id = $3)
      for update of r`,
    values: [key.brandId, key.redemptionId, key.memberId ?? null],
  })
  const row = rows[0]
  if (!row) return null
  const { settings, ...rest } = row
  return {
    ...rest,
    points: Number(row.points),
    amountMinor: Number(row.amountMinor),
    reward: rewardSettings.parse(settings),
  }
}

/** Moves a redemption on, only from the status that it is expected in. True: it was. */
export async function moveRedemption(
  tx: Tx,
  move: {
    brandId: number
    redemptionId: string
    from: RedemptionRow["status"]
    to: RedemptionRow["status"]
    code?: { digest: Buffer; sealed: Buffer }
    failure?: string
    now: Date
  },
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: "redemptions-move",
    text: `update redemptions set status = $4, code_digest = coalesce($5, code_digest),
        code_sealed = coalesce($6, code_sealed), failure = $7, settled_at = $8
      where brand_id = $1 and redemption_id = $2 and status = $3`,
    values: [
      move.brandId,
      move.redemptionId,
      move.from,
      move.to,
      move.code?.digest ?? null,
      move.code?.sealed ?? null,
      move.failure ?? null,
      move.now,
    ],
  })
  return rowCount === 1
}

/** Redemptions of a brand that still wait for their code since before `before`. */
export async function reservedSince(
  tx: Tx,
  brandId: number,
  before: Date,
): Promise<{ redemptionId: string; shopId: number }[]> {
  const { rows } = await tx.query<{ redemptionId: string; shopId: number }>({
    name: "redemptions-reserved",
    text: `select redemption_id as "redemptionId", shop_id as "shopId" from redemptions
      where brand_id = $1 and status = 'reserved' and created_at < $2 limit 500`,
    values: [brandId, before],
  })
  return rows
}
