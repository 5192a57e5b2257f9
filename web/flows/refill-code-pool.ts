import { amountIn, discountOffer } from "#web/core/rewards/reward.ts"
import type { Shop } from "#web/core/shop.ts"
import {
  addPoolCodes,
  type CodePool,
  closePool,
  codePools,
  confirmPoolCodes,
  forgetDiscount,
  type PoolKey,
  setDiscount,
  unconfirmedCodes,
  withdrawCodes,
} from "#web/db/code-pools.ts"
import type { Database } from "#web/db/database.ts"
import type { Seal } from "#web/db/seal.ts"
import { type Platform, PlatformError } from "#web/platforms/platform.ts"

export type RefillDeps = {
  db: Database
  seal: Seal
  platformFor: (shop: Shop) => Platform
  /** How many codes lie ready for each reward. */
  poolSize: number
  now: () => Date
}

/** What a platform takes in one call. */
const mostPerCall = 250

/**
 * Makes discount codes ahead, so that redeeming needs no call to the platform: one discount for each revision of a
 * reward, with single-use codes. Codes are written down, sealed, before the platform hears of them, and given out only
 * once it has confirmed them; a run that is cut short is picked up by the next. Pools of retired rewards are emptied.
 * Throws PlatformError when the platform cannot, and after the other pools when it will not fill one.
 */
export async function refillCodePools(deps: RefillDeps, shop: Shop): Promise<void> {
  const pools = await deps.db.withBrand(shop.brandId, (tx) =>
    codePools(tx, shop.brandId, shop.shopId),
  )
  let refused: PlatformError | undefined
  for (const pool of pools) {
    try {
      await (pool.retired ? emptyPool : refill)(deps, shop, pool)
    } catch (error) {
      if (!(error instanceof PlatformError) || error.retryable) throw error
      refused = error
    }
  }
  if (refused) throw refused
}

async function refill(deps: RefillDeps, shop: Shop, pool: CodePool): Promise<void> {
  const amount = amountIn(pool.reward, shop.currency)
  if (!amount) return
  const inBrand = <T>(work: Parameters<typeof deps.db.withBrand<T>>[1]) =>
    deps.db.withBrand(shop.brandId, work)
  const left = await inBrand((tx) => unconfirmedCodes(tx, pool))
  const codes = left.map((sealed) => deps.seal.open(sealed))
  const missing = deps.poolSize - pool.usable - codes.length
  // Half empty is soon enough: a code costs the platform's budget.
  if (!codes.length && missing < deps.poolSize / 2) return
  const fresh = Array.from({ length: Math.max(0, missing) }, () => deps.seal.newCode())
  if (fresh.length) {
    const written = fresh.map((code) => ({
      digest: deps.seal.digest(code),
      sealed: deps.seal.seal(code),
    }))
    await inBrand((tx) => addPoolCodes(tx, pool, written, deps.now()))
    codes.push(...fresh)
  }
  const platform = deps.platformFor(shop)
  const discountId =
    pool.discountId ??
    (await platform.createDiscount(
      discountOffer(pool.reward, pool.revision, amount, deps.now()),
      codes[0]!,
    ))
  if (!pool.discountId) await inBrand((tx) => setDiscount(tx, pool, discountId))
  for (let start = 0; start < codes.length; start += mostPerCall) {
    const batch = codes.slice(start, start + mostPerCall)
    await platform.addCodes(discountId, batch).catch((error) => startAgain(deps, pool, error))
    await inBrand((tx) =>
      confirmPoolCodes(
        tx,
        pool,
        batch.map((code) => deps.seal.digest(code)),
      ),
    )
  }
}

/** The merchant deleted our discount: the next run makes another. */
export async function startAgain(
  deps: Pick<RefillDeps, "db">,
  pool: PoolKey,
  error: unknown,
): Promise<never> {
  if (!(error instanceof PlatformError) || error.reason !== "discount-gone") throw error
  await deps.db.withBrand(pool.brandId, (tx) => forgetDiscount(tx, pool))
  throw new PlatformError("discount-gone", { retryable: true, cause: error })
}

/**
 * Takes the codes that nobody got off the platform. Codes that members hold go on working: the discount stays, and
 * only the secrets in our keeping are deleted.
 */
async function emptyPool(deps: RefillDeps, shop: Shop, pool: CodePool): Promise<void> {
  const codes = await deps.db.withBrand(shop.brandId, (tx) => withdrawCodes(tx, pool))
  const platform = deps.platformFor(shop)
  for (const sealed of codes) await platform.deleteCode(pool.discountId!, deps.seal.open(sealed))
  await deps.db.withBrand(shop.brandId, (tx) => closePool(tx, pool, deps.now()))
}
