import type { Tx } from "./database.ts"

export type UsedCode = { brandId: number; shopId: number; orderId: string; digest: Buffer }

/** A redemption whose points had been given back. */
export type ReturnedRedemption = {
  brandId: number
  shopId: number
  redemptionNo: string
  memberId: string
  points: number
}

/**
 * Marks redemptions as used by the order that carried their code. Once used, always used. Returns those that had been
 * handed back: the platform counts uses late, so that a used code can still look unused for a moment.
 */
export async function markCodesUsed(
  tx: Tx,
  codes: readonly UsedCode[],
  now: Date,
): Promise<ReturnedRedemption[]> {
  const { rows } = await tx.query<ReturnedRedemption & { was: "issued" | "returned" }>({
    name: "codes-mark-used",
    text: `with found as (
        select r.brand_id, r.redemption_id, r.status as was, u.order_id
        from unnest($1::int[], $2::int[], $3::bigint[], $4::bytea[]) as u (brand_id, shop_id, order_id, digest)
        join redemptions r on r.brand_id = u.brand_id and r.shop_id = u.shop_id and r.code_digest = u.digest
        where r.status in ('issued', 'returned')
        order by r.brand_id, r.redemption_id
        for update of r
      )
      update redemptions r set status = 'used', used_order_id = f.order_id, settled_at = $5
      from found f
      where r.brand_id = f.brand_id and r.redemption_id = f.redemption_id
      returning f.was, r.brand_id as "brandId", r.shop_id as "shopId", r.redemption_no as "redemptionNo",
        r.member_id as "memberId", r.points`,
    values: [...columns(codes), now],
  })
  return rows
    .filter((row) => row.was === "returned")
    .map(({ was: _, points, ...row }) => ({ ...row, points: Number(points) }))
}

/** Those of the codes that lie in a pool, not given to anybody. */
export async function findPoolCodes(tx: Tx, codes: readonly UsedCode[]): Promise<Buffer[]> {
  const { rows } = await tx.query<{ code_digest: Buffer }>({
    name: "codes-find-in-pool",
    text: `select p.code_digest
      from unnest($1::int[], $2::int[], $3::bigint[], $4::bytea[]) as u (brand_id, shop_id, order_id, digest)
      join pool_codes p on p.brand_id = u.brand_id and p.shop_id = u.shop_id and p.code_digest = u.digest`,
    values: columns(codes),
  })
  return rows.map((row) => row.code_digest)
}

function columns(codes: readonly UsedCode[]): unknown[] {
  return [
    codes.map((code) => code.brandId),
    codes.map((code) => code.shopId),
    codes.map((code) => code.orderId),
    codes.map((code) => code.digest),
  ]
}
