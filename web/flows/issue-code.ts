import { amountIn, discountOffer } from "#web/core/rewards/reward.ts"
import type { Shop } from "#web/core/shop.ts"
import { addPoolCodes, type PoolKey, setDiscount } from "#web/db/code-pools.ts"
import type { Database } from "#web/db/database.ts"
import { lockRedemption, moveRedemption, type RedemptionRow } from "#web/db/redemptions.ts"
import type { Seal } from "#web/db/seal.ts"
import { giveBack } from "#web/ledger/give-back.ts"
import { type Platform, PlatformError } from "#web/platforms/platform.ts"
import { startAgain } from "./refill-code-pool.ts"

export type IssueDeps = {
  db: Database
  seal: Seal
  platformFor: (shop: Shop) => Platform
  now: () => Date
}

/**
 * Makes the code of one redemption that found the pool empty. The code follows from the redemption, so a repeat after a
 * crash or a lost answer makes the same one and never a second. A lasting refusal by the platform gives the points
 * back. Throws a retryable PlatformError to be called again.
 */
export async function issueCode(deps: IssueDeps, shop: Shop, redemptionId: string): Promise<void> {
  const found = await deps.db.withBrand(shop.brandId, (tx) =>
    lockRedemption(tx, { brandId: shop.brandId, redemptionId }),
  )
  if (found?.status !== "reserved") return
  const code = deps.seal.codeFor(redemptionId)
  try {
    await makeCode(deps, shop, found, code)
  } catch (error) {
    if (!(error instanceof PlatformError) || error.retryable) throw error
    return await fail(deps, shop, found, error.reason)
  }
  await deps.db.withBrand(shop.brandId, (tx) =>
    moveRedemption(tx, {
      brandId: shop.brandId,
      redemptionId,
      from: "reserved",
      to: "issued",
      code: { digest: deps.seal.digest(code), sealed: deps.seal.seal(code) },
      now: deps.now(),
    }),
  )
}

async function makeCode(deps: IssueDeps, shop: Shop, found: RedemptionRow, code: string) {
  const platform = deps.platformFor(shop)
  const { reward, revision } = found
  const pool: PoolKey = {
    brandId: shop.brandId,
    shopId: shop.shopId,
    rewardId: reward.id,
    revision,
  }
  let discountId = found.discountId
  if (!discountId) {
    const amount = amountIn(reward, shop.currency)
    if (!amount) throw new PlatformError("no-amount-for-currency", { retryable: false })
    const offer = discountOffer(reward, revision, amount, deps.now())
    discountId = await platform.createDiscount(offer, code)
    const made = discountId
    await deps.db.withBrand(shop.brandId, async (tx) => {
      await addPoolCodes(tx, pool, [], deps.now())
      await setDiscount(tx, pool, made)
    })
  }
  await platform.addCodes(discountId, [code]).catch((error) => startAgain(deps, pool, error))
}

/** The platform will not make it: the points go back, once. */
async function fail(deps: IssueDeps, shop: Shop, found: RedemptionRow, failure: string) {
  const now = deps.now()
  const { redemptionId } = found
  await deps.db.withBrand(shop.brandId, async (tx) => {
    const move = { redemptionId, from: "reserved", to: "failed", failure, now } as const
    if (!(await moveRedemption(tx, { brandId: shop.brandId, ...move }))) return
    await giveBack(tx, { ...found, brandId: shop.brandId }, "redemption-failed", now)
  })
}
