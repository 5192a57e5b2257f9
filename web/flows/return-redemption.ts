import type { Shop } from "#web/core/shop.ts"
import type { Database } from "#web/db/database.ts"
import { lockRedemption, moveRedemption } from "#web/db/redemptions.ts"
import type { Seal } from "#web/db/seal.ts"
import { giveBack } from "#web/ledger/give-back.ts"
import type { Platform } from "#web/platforms/platform.ts"
import type { RedemptionView } from "./redeem-reward.ts"

export type ReturnDeps = {
  db: Database
  seal: Seal
  platformFor: (shop: Shop) => Platform
  now: () => Date
}

export type ReturnRefusal = "unknown-redemption" | "not-issued" | "code-already-used"

/**
 * Hands an unused code back for its points (E12). The code is taken off the platform before the points are given, so
 * that there is never both; a crash between the two is finished by asking again. Throws PlatformError when the platform
 * cannot be asked: nothing has changed then.
 */
export async function returnRedemption(
  deps: ReturnDeps,
  request: { shop: Shop; memberId: string; redemptionId: string },
): Promise<{ ok: true; redemption: RedemptionView } | { ok: false; reason: ReturnRefusal }> {
  const { shop, memberId, redemptionId } = request
  const key = { brandId: shop.brandId, redemptionId, memberId }
  const found = await deps.db.withBrand(shop.brandId, (tx) => lockRedemption(tx, key))
  if (found?.shopId !== shop.shopId) return { ok: false, reason: "unknown-redemption" }
  if (found.status === "used") return { ok: false, reason: "code-already-used" }
  if (found.status !== "issued" || !found.codeSealed) return { ok: false, reason: "not-issued" }
  const code = deps.seal.open(found.codeSealed)
  const platform = deps.platformFor(shop)
  const state = await platform.codeState(code)
  if (state === "used") return { ok: false, reason: "code-already-used" }
  // Absent: taken off by an earlier try, or with the discount, which a merchant may delete.
  if (state === "unused") {
    if (!found.discountId) return { ok: false, reason: "not-issued" }
    await platform.deleteCode(found.discountId, code)
  }

  const now = deps.now()
  const returned = await deps.db.withBrand(shop.brandId, async (tx) => {
    const move = {
      brandId: shop.brandId,
      redemptionId,
      from: "issued",
      to: "returned",
      now,
    } as const
    if (!(await moveRedemption(tx, move))) return false
    await giveBack(tx, { ...found, brandId: shop.brandId }, "redemption-returned", now)
    return true
  })
  if (!returned) return { ok: false, reason: "not-issued" }
  return {
    ok: true,
    redemption: {
      id: redemptionId,
      rewardId: found.reward.id,
      rewardName: found.reward.name,
      status: "returned",
      code,
      points: found.points,
      amountMinor: found.amountMinor,
      currency: found.currency,
      minimumSpendMinor: null,
      createdAt: found.createdAt,
    },
  }
}
