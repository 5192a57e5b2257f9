import type { Tx } from "#web/db/database.ts"

/** Points that wait under a member's email from orders as a guest. */
export type Waiting = { guestMemberId: string; email: string; points: number }

export async function readWaiting(
  tx: Tx,
  brandId: number,
  memberId: string,
): Promise<Waiting | null> {
  const { rows } = await tx.query<Waiting>({
    name: "ledger-read-waiting",
    text: `select i.member_id as "guestMemberId", m.email, coalesce(b.balance, 0) as points
      from members m
      join member_identities i on i.brand_id = m.brand_id and i.kind = 'email' and i.shop_id = 0
        and i.value = lower(m.email) and i.member_id <> m.member_id
      left join balances b on b.brand_id = i.brand_id and b.member_id = i.member_id
      where m.brand_id = $1 and m.member_id = $2`,
    values: [brandId, memberId],
  })
  const row = rows[0]
  return row ? { ...row, points: Number(row.points) } : null
}
