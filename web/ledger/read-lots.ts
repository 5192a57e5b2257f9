import type { Points } from "#web/core/points.ts"
import type { Tx } from "#web/db/database.ts"
import type { EntrySource } from "./post.ts"

/** Points that came in together and expire together, with what is left of them. `expiresAt` null: never. */
export type Lot = {
  source: EntrySource
  earnedAt: Date
  expiresAt: Date | null
  points: Points
  remaining: Points
  orderName: string | null
}

/** A member's lots that still hold points, in the order in which they will be spent. */
export async function readLots(
  tx: Tx,
  { brandId, memberId }: { brandId: number; memberId: string },
): Promise<Lot[]> {
  const { rows } = await tx.query<
    Omit<Lot, "points" | "remaining"> & Record<"points" | "remaining", string>
  >({
    name: "ledger-read-lots",
    text: `select l.source, l.earned_at as "earnedAt", nullif(l.expires_at, 'infinity') as "expiresAt", l.points,
        l.remaining, o.name as "orderName"
      from lots l left join orders o on l.source = 'order'
        and o.brand_id = l.brand_id and o.shop_id = l.shop_id and o.order_id = l.source_id
      where l.brand_id = $1 and l.member_id = $2 and l.remaining > 0
      order by l.expires_at, l.earned_at, l.source, l.shop_id, l.source_id`,
    values: [brandId, memberId],
  })
  return rows.map((row) => ({
    ...row,
    points: Number(row.points),
    remaining: Number(row.remaining),
  }))
}
