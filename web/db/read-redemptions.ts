import type { Tx } from "./database.ts"

export type RedemptionStatus = "reserved" | "issued" | "used" | "returned" | "failed"

/** A redeemed reward as screens show it. `codeSealed` null: no code was made. */
export type RedemptionOnScreen = {
  redemptionId: string
  redemptionNo: string
  memberId: string
  rewardName: string
  points: number
  amountMinor: number
  currency: string
  status: RedemptionStatus
  failure: string | null
  codeSealed: Buffer | null
  createdAt: Date
  usedOrderName: string | null
}

/** Newest first. `memberId` null: of the whole brand. */
export async function readRedemptions(
  tx: Tx,
  brandId: number,
  memberId: string | null,
  { after, limit }: { after: string | null; limit: number },
): Promise<RedemptionOnScreen[]> {
  // Not named: the plan should follow the filter.
  const { rows } = await tx.query<RedemptionRow>({
    text: `select r.redemption_id as "redemptionId", r.redemption_no as "redemptionNo", r.member_id as "memberId",
        w.settings ->> 'name' as "rewardName", r.points, r.amount_minor as "amountMinor", r.currency, r.status,
        r.failure, r.code_sealed as "codeSealed", r.created_at as "createdAt", o.name as "usedOrderName"
      from redemptions r
      left join rewards w using (brand_id, reward_id, revision)
      left join orders o on o.brand_id = r.brand_id and o.shop_id = r.shop_id and o.order_id = r.used_order_id
      where r.brand_id = $1
        and ($2::bigint is null or r.member_id = $2)
        and ($3::bigint is null or r.redemption_no < $3)
      order by r.redemption_no desc limit $4`,
    values: [brandId, memberId, after, limit],
  })
  return rows.map((row) => ({
    ...row,
    rewardName: row.rewardName ?? "",
    points: Number(row.points),
    amountMinor: Number(row.amountMinor),
  }))
}

/** How many redemptions of the brand ended in a code or wait for one. */
export async function countRedemptions(tx: Tx, brandId: number): Promise<number> {
  const { rows } = await tx.query<{ count: string }>({
    name: "redemptions-count",
    text: `select count(*) as count from redemptions
      where brand_id = $1 and status in ('reserved', 'issued', 'used')`,
    values: [brandId],
  })
  return Number(rows[0]!.count)
}

type RedemptionRow = Omit<RedemptionOnScreen, "points" | "amountMinor" | "rewardName"> & {
  points: string
  amountMinor: string
  rewardName: string | null
}
