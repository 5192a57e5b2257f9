import type { MemberTotals } from "#web/core/facts.ts"
import type { Points } from "#web/core/points.ts"
import type { Tx } from "#web/db/database.ts"

/** `text` is looked for in name, email and phone; points bound the balance, both ends included. Null: any. */
export type MemberSearch = {
  text: string | null
  minPoints: number | null
  maxPoints: number | null
}

export type FoundMember = {
  memberId: string
  state: "member" | "guest"
  name: string | null
  email: string | null
  phone: string | null
  joinedAt: Date
  erasedAt: Date | null
  points: Points
  /** Taken back after they were spent; later earnings repay them. Never beside points. */
  owedPoints: Points
  totals: MemberTotals
}

/** Members with what they have, newest first. `after`: the last id of the page before. */
export async function findMembers(
  tx: Tx,
  brandId: number,
  search: MemberSearch,
  { after, limit }: { after: string | null; limit: number },
): Promise<FoundMember[]> {
  // Not named: the plan should follow what is searched for.
  const { rows } = await tx.query<MemberRow>({
    text: `${selectMembers}
      where m.brand_id = $1
        and ($2::bigint is null or m.member_id < $2)
        and ($3::text is null or lower(m.email) like $4 or m.name ilike $3 or m.phone like $5)
        and ($6::bigint is null or coalesce(b.balance, 0) >= $6)
        and ($7::bigint is null or coalesce(b.balance, 0) <= $7)
      order by m.member_id desc limit $8`,
    values: [brandId, after, ...patterns(search.text), search.minPoints, search.maxPoints, limit],
  })
  return rows.map(memberOf)
}

export async function findMember(
  tx: Tx,
  brandId: number,
  memberId: string,
): Promise<FoundMember | null> {
  const { rows } = await tx.query<MemberRow>({
    name: "ledger-find-member",
    text: `${selectMembers} where m.brand_id = $1 and m.member_id = $2`,
    values: [brandId, memberId],
  })
  return rows[0] ? memberOf(rows[0]) : null
}

const selectMembers = `select m.member_id, m.state, m.name, m.email, m.phone, m.joined_at, m.erased_at,
    coalesce(b.balance, 0) as balance, coalesce(b.earned_points, 0) as earned_points,
    coalesce(b.spend_minor, 0) as spend_minor, coalesce(b.order_count, 0) as order_count
  from members m left join balances b using (brand_id, member_id)`

type MemberRow = {
  member_id: string
  balance: string
  earned_points: string
  spend_minor: string
  order_count: number
  state: "member" | "guest"
  name: string | null
  email: string | null
  phone: string | null
  joined_at: Date
  erased_at: Date | null
}

function memberOf(row: MemberRow): FoundMember {
  const balance = Number(row.balance)
  return {
    memberId: row.member_id,
    state: row.state,
    name: row.name,
    email: row.email,
    phone: row.phone,
    joinedAt: row.joined_at,
    erasedAt: row.erased_at,
    points: Math.max(0, balance),
    owedPoints: Math.max(0, -balance),
    totals: {
      earnedPoints: Number(row.earned_points),
      spendMinor: Number(row.spend_minor),
      orderCount: row.order_count,
    },
  }
}

/** For name (anywhere), email (from its start, so that the index serves) and phone (its digits, anywhere). */
function patterns(text: string | null): [name: string | null, email: string, phone: string | null] {
  const wanted = text?.trim() ?? ""
  if (!wanted) return [null, "", null]
  const escaped = wanted.replace(/[\\%_]/g, "\\$&")
  const digits = wanted.replace(/[\s().-]/g, "")
  const phone = /^\+?\d{3,}$/.test(digits) ? `%${digits}%` : null
  return [`%${escaped}%`, `${escaped.toLowerCase()}%`, phone]
}
