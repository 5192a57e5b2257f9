import type { Tx } from "./database.ts"

export type UsedCode = { brandId: number; shopId: number; orderId: string; digest: Buffer }

/** Marks issued redemptions as used by the order that carried their code. Once used, always used. */
export async function markCodesUsed(tx: Tx, codes: readonly UsedCode[], now: Date): Promise<void> {
  await tx.query({
    name: "codes-mark-used",
    text: `update redemptions r set status = 'used', used_order_id = u.order_id, settled_at = $5
      from unnest($1::int[], $2::int[], $3::bigint[], $4::bytea[]) as u (brand_id, shop_id, order_id, digest)
      where r.brand_id = u.brand_id and r.shop_id = u.shop_id and r.code_digest = u.digest and r.status = 'issued'`,
    values: [...columns(codes), now],
  })
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
