import type pg from "pg"
import type { Shop } from "#web/core/shop.ts"
import type { Tx } from "./database.ts"

/** A shop as the directory finds it by domain; `installed` false: it took us off. */
export type KnownShop = Shop & { installed: boolean }

const freshMs = 5_000

/**
 * Finds shops by domain. An answer is remembered for five seconds, so that a busy shop costs no query per delivery and
 * an uninstall is seen soon by every process; `forget` makes it at once in this one.
 */
export function shopDirectory(pool: pg.Pool, now: () => number = () => performance.now()) {
  const known = new Map<string, { at: number; shop: Promise<KnownShop | null> }>()
  return {
    find(domain: string): Promise<KnownShop | null> {
      const remembered = known.get(domain)
      if (remembered && now() - remembered.at < freshMs) return remembered.shop
      const shop = load(pool, domain)
      shop.catch(() => known.delete(domain))
      if (known.size > 50_000) known.clear()
      known.set(domain, { at: now(), shop })
      return shop
    },
    forget: (domain: string) => known.delete(domain),
  }
}

export type ShopDirectory = ReturnType<typeof shopDirectory>

/** Under the drain's role, since the brand is not known yet. */
async function load(pool: pg.Pool, domain: string): Promise<KnownShop | null> {
  const { rows } = await pool.query<KnownShop>({
    name: "shops-find",
    text: `select d.brand_id as "brandId", d.shop_id as "shopId", d.platform, d.domain, d.installed,
        s.currency, s.time_zone as "timeZone", s.locale
      from shop_directory d join shops s using (brand_id, shop_id)
      where d.domain = $1`,
    values: [domain],
  })
  return rows[0] ?? null
}

/** Shops by id, for settling what was stored earlier. Under the drain's role. */
export async function shopsById(tx: Tx, shopIds: readonly number[]): Promise<Map<number, Shop>> {
  const { rows } = await tx.query<Shop>({
    name: "shops-by-id",
    text: `select brand_id as "brandId", shop_id as "shopId", platform, domain, currency,
        time_zone as "timeZone", locale
      from shops where shop_id = any($1::int[])`,
    values: [shopIds],
  })
  return new Map(rows.map((shop) => [shop.shopId, shop]))
}

/** All shops that have us installed. Under the drain's role. */
export async function installedShops(tx: Tx): Promise<{ brandId: number; shopId: number }[]> {
  const { rows } = await tx.query<{ brandId: number; shopId: number }>({
    name: "shops-installed",
    text: `select brand_id as "brandId", shop_id as "shopId" from shop_directory where installed`,
  })
  return rows
}
