import type { Points } from "#web/core/points.ts"
import type { Tx } from "#web/db/database.ts"
import { post } from "./post.ts"

/**
 * Gives the points of a redemption back, once: its second entry. They return to the lots that they would be in had it
 * never been, with the old dates.
 */
export async function giveBack(
  tx: Tx,
  redemption: {
    brandId: number
    shopId: number
    redemptionNo: string
    memberId: string
    points: Points
  },
  kind: "redemption-returned" | "redemption-failed",
  now: Date,
): Promise<void> {
  const { redemptionNo, ...rest } = redemption
  await post(
    tx,
    [
      {
        brandId: rest.brandId,
        shopId: rest.shopId,
        memberId: rest.memberId,
        points: rest.points,
        source: "redemption",
        sourceId: redemptionNo,
        revision: 2,
        kind,
        occurredAt: now,
        expiresAt: null,
      },
    ],
    [],
    now,
  )
}
