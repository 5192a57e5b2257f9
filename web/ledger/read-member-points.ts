import type { MemberTotals } from "#web/core/facts.ts"
import type { Points } from "#web/core/points.ts"
import type { Tx } from "#web/db/database.ts"

/** What a member has. `owedPoints`: taken back after they were spent; later earnings repay them. Never both. */
export type MemberPoints = { points: Points; owedPoints: Points; totals: MemberTotals }

/** The points of each member, by id; whoever never had any has zeros. */
export async function readMemberPoints(
  tx: Tx,
  brandId: number,
  memberIds: readonly string[],
): Promise<Map<string, MemberPoints>> {
  const { rows } = await tx.query<BalanceRow>({
    name: "ledger-read-member-points",
    text: `select m.member_id, coalesce(balance, 0) as balance, coalesce(earned_points, 0) as earned_points,
        coalesce(spend_minor, 0) as spend_minor, coalesce(order_count, 0) as order_count
      from unnest($2::bigint[]) as m (member_id)
      left join balances b on b.brand_id = $1 and b.member_id = m.member_id`,
    values: [brandId, memberIds],
  })
  return new Map(rows.map((row) => [row.member_id, memberPointsOf(row)]))
}

export type BalanceRow = {
  member_id: string
  balance: string
  earned_points: string
  spend_minor: string
  order_count: number
}

export function memberPointsOf(row: BalanceRow): MemberPoints {
  const balance = Number(row.balance)
  return {
    points: Math.max(0, balance),
    owedPoints: Math.max(0, -balance),
    totals: {
      earnedPoints: Number(row.earned_points),
      spendMinor: Number(row.spend_minor),
      orderCount: row.order_count,
    },
  }
}
