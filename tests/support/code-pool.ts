import type { Shop } from "#web/core/shop.ts"
import { addPoolCodes, confirmPoolCodes, setDiscount } from "#web/db/code-pools.ts"
import type { Tx } from "#web/db/database.ts"
import type { Seal } from "#web/db/seal.ts"

/** Lays codes ready for a reward as if the platform had confirmed them, so that redeeming needs none. */
export async function stockCodes(
  owner: Tx,
  seal: Seal,
  { brandId, shopId }: Shop,
  rewardId: string,
  count: number,
): Promise<void> {
  const pool = { brandId, shopId, rewardId, revision: 1 }
  const codes = Array.from({ length: count }, () => seal.newCode())
  const written = codes.map((code) => ({ digest: seal.digest(code), sealed: seal.seal(code) }))
  await addPoolCodes(owner, pool, written, new Date("2026-01-15T00:00:00Z"))
  await setDiscount(owner, pool, "gid://shopify/DiscountCodeNode/1")
  await confirmPoolCodes(
    owner,
    pool,
    written.map((code) => code.digest),
  )
}
