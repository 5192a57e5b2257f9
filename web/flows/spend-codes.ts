import type { Shop } from "#web/core/shop.ts"
import { findPoolCodes, markCodesUsed } from "#web/db/codes.ts"
import type { Tx } from "#web/db/database.ts"

/** A discount code that an order used. */
export type SeenCode = { shop: Shop; orderId: string; orderName: string; code: string }

/**
 * Marks redemptions whose code an order used. A code of ours that nobody was given yet is a leaked secret: it raises
 * an alarm. Any other code is the shop's own business.
 */
export async function spendCodes(
  deps: {
    digestOf: (code: string) => Buffer
    onUnissuedCodeUsed: (code: SeenCode) => void
    now: () => Date
  },
  tx: Tx,
  codes: readonly SeenCode[],
): Promise<void> {
  if (!codes.length) return
  const used = codes.map(({ shop, orderId, code }) => ({
    brandId: shop.brandId,
    shopId: shop.shopId,
    orderId,
    digest: deps.digestOf(code),
  }))
  await markCodesUsed(tx, used, deps.now())
  const leaked = await findPoolCodes(tx, used)
  for (const digest of leaked) {
    const code = codes[used.findIndex((item) => item.digest.equals(digest))]
    if (code) deps.onUnissuedCodeUsed(code)
  }
}
