import type { Points } from "#web/core/points.ts"
import type { Tx } from "#web/db/database.ts"

export type Adjustment = { memberId: string; points: Points; note: string }

/** What was posted under an adjustment's number; null: nothing yet. */
export async function readAdjustment(
  tx: Tx,
  brandId: number,
  sourceId: string,
): Promise<Adjustment | null> {
  const { rows } = await tx.query<{ member_id: string; points: string; note: string }>({
    name: "ledger-read-adjustment",
    text: `select member_id, points, note from entries
      where brand_id = $1 and source = 'adjustment' and shop_id = 0 and source_id = $2 and revision = 1`,
    values: [brandId, sourceId],
  })
  const row = rows[0]
  return row ? { memberId: row.member_id, points: Number(row.points), note: row.note } : null
}
