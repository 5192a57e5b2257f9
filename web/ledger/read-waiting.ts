import type { Tx } from "#web/db/database.ts"

/** Points that wait under a member's email from orders as a guest. */
export type Waiting = { guestMemberId: string; email: string; points: number }

/**
 * What waits for a member, of what came from `since` on; null when nobody was a guest under their email. An email that
 * a member has proven leads to that member, whose points wait for nobody.
 */
export async function readWaiting(
  tx: Tx,
  brandId: number,
  memberId: string,
  since: Date,
): Promise<Waiting | null> {
  const { rows } = await tx.query<Waiting>({
    name: "ledger-read-waiting",
    text: `select i.member_id as "guestMemberId", m.email,
        (select coalesce(sum(l.remaining), 0) from lots l
          where l.brand_id = i.brand_id and l.member_id = i.member_id and l.source in ('order', 'adjustment')
            and l.earned_at > $3) as points
      from members m
      join member_identities i on i.brand_id = m.brand_id and i.kind = 'email' and i.shop_id = 0
        and i.value = lower(m.email)
      join members g on g.brand_id = i.brand_id and g.member_id = i.member_id and g.state = 'guest'
      where m.brand_id = $1 and m.member_id = $2`,
    values: [brandId, memberId, since],
  })
  const row = rows[0]
  return row ? { ...row, points: Number(row.points) } : null
}
