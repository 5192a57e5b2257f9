import type { Database, Tx } from "#web/db/database.ts"

export type InstalledShop = {
  platform: "shopify" | "woocommerce"
  domain: string
  platformShopId: string
  name: string
  currency: string
  timeZone: string
  locale: string
}

/**
 * A merchant opened the app: the shop is installed. A new shop starts a brand of its own; a reinstalled one finds what
 * its members had. Safe to repeat, and at once from two processes. Returns the shop's place, and whether it is new.
 */
export async function shopInstalled(
  deps: { db: Database; now: () => Date },
  shop: InstalledShop,
): Promise<{ brandId: number; shopId: number; isNew: boolean }> {
  const known = await findShop(deps.db, shop.domain)
  if (known) {
    await deps.db.withBrand(known.brandId, (tx) => reinstall(tx, known, shop))
    return { ...known, isNew: false }
  }
  const { rows } = await deps.db.app.query<{ brand_id: number }>(
    "select nextval('brands_brand_id_seq')::int as brand_id",
  )
  const brandId = rows[0]!.brand_id
  try {
    const shopId = await deps.db.withBrand(brandId, (tx) => install(tx, brandId, shop, deps.now()))
    return { brandId, shopId, isNew: true }
  } catch (error) {
    // Another process installed the same shop at the same moment: its brand is the one.
    const made =
      (error as { code?: string }).code === "23505" && (await findShop(deps.db, shop.domain))
    if (made) return { ...made, isNew: false }
    throw error
  }
}

async function findShop(db: Database, domain: string) {
  const { rows } = await db.app.query<{ brandId: number; shopId: number }>({
    name: "shop-directory-find",
    text: `select brand_id as "brandId", shop_id as "shopId" from shop_directory where domain = $1`,
    values: [domain],
  })
  return rows[0] ?? null
}

async function install(tx: Tx, brandId: number, shop: InstalledShop, now: Date): Promise<number> {
  await tx.query({
    text: "insert into brands (brand_id, name, currency, created_at) values ($1, $2, $3, $4)",
    values: [brandId, shop.name.slice(0, 120), shop.currency, now],
  })
  const { rows } = await tx.query<{ shop_id: number }>({
    text: `insert into shops (brand_id, platform, domain, name, currency, time_zone, locale, platform_shop_id,
        installed_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning shop_id`,
    values: [
      brandId,
      shop.platform,
      shop.domain,
      shop.name,
      shop.currency,
      shop.timeZone,
      shop.locale,
      shop.platformShopId,
      now,
    ],
  })
  const shopId = rows[0]!.shop_id
  await tx.query({
    text: `insert into shop_directory (domain, platform, brand_id, shop_id, installed)
      values ($1, $2, $3, $4, true)`,
    values: [shop.domain, shop.platform, brandId, shopId],
  })
  return shopId
}

async function reinstall(
  tx: Tx,
  { brandId, shopId }: { brandId: number; shopId: number },
  shop: InstalledShop,
): Promise<void> {
  await tx.query({
    text: `update shops set name = $3, currency = $4, time_zone = $5, locale = $6, platform_shop_id = $7,
        uninstalled_at = null
      where brand_id = $1 and shop_id = $2`,
    values: [
      brandId,
      shopId,
      shop.name,
      shop.currency,
      shop.timeZone,
      shop.locale,
      shop.platformShopId,
    ],
  })
  await tx.query({
    text: "update shop_directory set installed = true where domain = $1",
    values: [shop.domain],
  })
}
