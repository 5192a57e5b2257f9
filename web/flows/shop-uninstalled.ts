import type { Shop } from "#web/core/shop.ts"
import type { Database } from "#web/db/database.ts"
import type { Platform } from "#web/platforms/platform.ts"

/**
 * The shop took us off: its tokens are forgotten and nothing more is accepted from it. Headers of a webhook are not
 * signed, so the platform's own id of the shop, from the signed body, must be the one that we know. What members have
 * stays, for a reinstall. Returns false when the id is another shop's.
 */
export async function shopUninstalled(
  deps: { db: Database; platformFor: (shop: Shop) => Platform; now: () => Date },
  shop: Shop,
  platformShopId: string,
): Promise<boolean> {
  if (await deps.platformFor(shop).isInstalled()) return false
  return deps.db.withBrand(shop.brandId, async (tx) => {
    const { rowCount } = await tx.query({
      name: "shop-uninstalled",
      text: `update shops set uninstalled_at = $3, access_token_sealed = null, refresh_token_sealed = null,
          access_token_expires_at = null, refresh_token_expires_at = null
        where brand_id = $1 and shop_id = $2 and platform_shop_id = $4`,
      values: [shop.brandId, shop.shopId, deps.now(), platformShopId],
    })
    if (!rowCount) return false
    await tx.query({
      name: "shop-directory-uninstalled",
      text: "update shop_directory set installed = false where domain = $1",
      values: [shop.domain],
    })
    return true
  })
}
