import type { Points } from "#web/core/points.ts"
import type { Tx } from "#web/db/database.ts"

/** What all members of the brand together can spend, and what they owe. */
export async function readOutstanding(
  tx: Tx,
  brandId: number,
): Promise<{ points: Points; owedPoints: Points }> {
  const { rows } = await tx.query<{ points: string; owed: string }>({
    name: "ledger-read-outstanding",
    text: `select coalesce(sum(greatest(balance, 0)), 0) as points, coalesce(sum(greatest(-balance, 0)), 0) as owed
      from balances where brand_id = $1`,
    values: [brandId],
  })
  return { points: Number(rows[0]!.points), owedPoints: Number(rows[0]!.owed) }
}
