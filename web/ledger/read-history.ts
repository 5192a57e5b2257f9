import type { Points } from "#web/core/points.ts"
import type { Tx } from "#web/db/database.ts"
import type { EntrySource } from "./post.ts"

/** One movement of a member's points, with the names that its reason needs. */
export type HistoryEntry = {
  source: EntrySource
  shopId: number
  sourceId: string
  revision: number
  points: Points
  kind: string
  note: string
  occurredAt: Date
  createdAt: Date
  /** When the lot that it belongs to expires; null: never. */
  expiresAt: Date | null
  orderName: string | null
  rewardName: string | null
}

/** Where a page of history ends. */
export type HistoryPosition = Pick<HistoryEntry, "source" | "shopId" | "sourceId" | "revision"> & {
  occurredAt: string
  createdAt: string
}

/** A member's entries, newest first, from after `after`. */
export async function readHistory(
  tx: Tx,
  { brandId, memberId }: { brandId: number; memberId: string },
  { after, limit }: { after: HistoryPosition | null; limit: number },
): Promise<HistoryEntry[]> {
  const { rows } = await tx.query<Omit<HistoryEntry, "points"> & { points: string }>({
    name: "ledger-read-history",
    text: `select e.source, e.shop_id as "shopId", e.source_id as "sourceId", e.revision, e.points, e.kind, e.note,
        e.occurred_at as "occurredAt", e.created_at as "createdAt",
        nullif(e.expires_at, 'infinity') as "expiresAt",
        o.name as "orderName", w.settings ->> 'name' as "rewardName"
      from entries e
      left join orders o on e.source = 'order'
        and o.brand_id = e.brand_id and o.shop_id = e.shop_id and o.order_id = e.source_id
      left join redemptions r on e.source = 'redemption'
        and r.brand_id = e.brand_id and r.member_id = e.member_id and r.redemption_no = e.source_id
      left join rewards w on w.brand_id = r.brand_id and w.reward_id = r.reward_id and w.revision = r.revision
      where e.brand_id = $1 and e.member_id = $2
        and ($3::timestamptz is null
          or (e.occurred_at, e.created_at, e.source, e.shop_id, e.source_id, e.revision)
            < ($3, $4::timestamptz, $5::entry_source, $6::int, $7::bigint, $8::int))
      order by e.occurred_at desc, e.created_at desc, e.source desc, e.shop_id desc, e.source_id desc,
        e.revision desc
      limit $9`,
    values: [
      brandId,
      memberId,
      after?.occurredAt ?? null,
      after?.createdAt ?? null,
      after?.source ?? null,
      after?.shopId ?? null,
      after?.sourceId ?? null,
      after?.revision ?? null,
      limit,
    ],
  })
  return rows.map((row) => ({ ...row, points: Number(row.points) }))
}
