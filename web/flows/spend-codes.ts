import type { Shop } from "#web/core/shop.ts"
import { findPoolCodes, markCodesUsed } from "#web/db/codes.ts"
import type { Tx } from "#web/db/database.ts"
import type { NewEntry } from "#web/ledger/post.ts"

/** A discount code that an order used. */
export type SeenCode = { shop: Shop; orderId: string; orderName: string; code: string }

/**
 * Marks redemptions whose code an order used. A code of ours that nobody was given yet is a leaked secret: it raises
 * an alarm. Any other code is the shop's own business. Returns the entries to post: what was handed back though it
 * was used takes its points again.
 */
export async function spendCodes(
  deps: {
    digestOf: (code: string) => Buffer
    onUnissuedCodeUsed: (code: SeenCode) => void
    now: () => Date
  },
  tx: Tx,
  codes: readonly SeenCode[],
): Promise<NewEntry[]> {
  if (!codes.length) return []
  const used = codes.map(({ shop, orderId, code }) => ({
    brandId: shop.brandId,
    shopId: shop.shopId,
    orderId,
    digest: deps.digestOf(code),
  }))
  const now = deps.now()
  const returned = await markCodesUsed(tx, used, now)
  const leaked = await findPoolCodes(tx, used)
  for (const digest of leaked) {
    const code = codes[used.findIndex((item) => item.digest.equals(digest))]
    if (code) deps.onUnissuedCodeUsed(code)
  }
  return returned.map(({ points, redemptionNo, ...redemption }) => ({
    ...redemption,
    source: "redemption",
    sourceId: redemptionNo,
    revision: 3,
    points: -points,
    kind: "redeemed",
    occurredAt: now,
    expiresAt: null,
  }))
}
