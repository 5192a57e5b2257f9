import type { Points } from "#web/core/points.ts"
import type { Tx } from "#web/db/database.ts"
import { lockBalance } from "./lock-balance.ts"
import { type NewEntry, post } from "./post.ts"

/** A redemption whose points go back to its member. */
export type Unspent = {
  brandId: number
  shopId: number
  redemptionNo: string
  memberId: string
  points: Points
  createdAt: Date
}

/**
 * Gives the points of a redemption back, once: its second entry. They return to the lots that they would be in had it
 * never been, with the old dates. A debt that was forgiven since, because these points were spent, comes back first:
 * else buying, redeeming, returning the goods and then the code would leave points that nothing paid for.
 */
export async function giveBack(
  tx: Tx,
  redemption: Unspent,
  kind: "redemption-returned" | "redemption-failed",
  now: Date,
): Promise<void> {
  const { brandId, shopId, redemptionNo, memberId, points } = redemption
  await lockBalance(tx, brandId, memberId)
  const owed = Math.min(points, await forgivenSince(tx, redemption))
  const back = { brandId, memberId, sourceId: redemptionNo, revision: 2, occurredAt: now }
  const entries: NewEntry[] = [
    { ...back, source: "redemption", shopId, points, kind, expiresAt: null },
  ]
  if (owed > 0) {
    entries.push({
      ...back,
      source: "debt",
      shopId: 0, // orders' debts bear their shop, so the numbers never meet
      points: -owed,
      kind: "debt-forgiven",
      expiresAt: null,
    })
  }
  await post(tx, entries, [], now)
}

async function forgivenSince(tx: Tx, { brandId, memberId, createdAt }: Unspent): Promise<Points> {
  const { rows } = await tx.query<{ points: string }>({
    name: "ledger-forgiven-since",
    text: `select coalesce(sum(points), 0) as points from entries
      where brand_id = $1 and member_id = $2 and source = 'debt' and created_at >= $3`,
    values: [brandId, memberId, createdAt],
  })
  return Math.max(0, Number(rows[0]!.points))
}
