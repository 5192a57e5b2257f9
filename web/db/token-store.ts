import type { Database } from "./database.ts"
import type { Seal } from "./seal.ts"
import type { ShopDirectory } from "./shop-directory.ts"

/** A shop's tokens, as the platform granted them. */
type Tokens = {
  accessToken: string
  expiresAt: Date | null
  refreshToken: string | null
  refreshExpiresAt: Date | null
  scopes: string
}

type Row = {
  access_token_sealed: Buffer | null
  access_token_expires_at: Date | null
  refresh_token_sealed: Buffer | null
  refresh_token_expires_at: Date | null
  scopes: string
}

type Deps = {
  db: Pick<Database, "withBrand" | "withLock">
  shops: Pick<ShopDirectory, "find">
  seal: Seal
}

/** Keeps tokens sealed in the shops table. `withLock` lets one process at a time refresh a shop's token. */
export function tokenStore(deps: Deps) {
  return {
    load: (shopDomain: string) => load(deps, shopDomain),
    save: (shopDomain: string, tokens: Tokens) => save(deps, shopDomain, tokens),
    withLock: <T>(shopDomain: string, work: () => Promise<T>) => withLock(deps, shopDomain, work),
  }
}

async function load({ db, shops, seal }: Deps, shopDomain: string): Promise<Tokens | null> {
  const shop = await shops.find(shopDomain)
  if (!shop) return null
  const { rows } = await db.withBrand(shop.brandId, (tx) =>
    tx.query<Row>({
      name: "tokens-load",
      text: `select access_token_sealed, access_token_expires_at, refresh_token_sealed, refresh_token_expires_at,
          scopes from shops where brand_id = $1 and shop_id = $2`,
      values: [shop.brandId, shop.shopId],
    }),
  )
  const row = rows[0]
  if (!row?.access_token_sealed) return null
  return {
    accessToken: seal.open(row.access_token_sealed),
    expiresAt: row.access_token_expires_at,
    refreshToken: row.refresh_token_sealed && seal.open(row.refresh_token_sealed),
    refreshExpiresAt: row.refresh_token_expires_at,
    scopes: row.scopes,
  }
}

async function save({ db, shops, seal }: Deps, shopDomain: string, tokens: Tokens): Promise<void> {
  const shop = await shops.find(shopDomain)
  if (!shop) throw new Error(`no shop ${shopDomain} to keep tokens for`)
  await db.withBrand(shop.brandId, (tx) =>
    tx.query({
      name: "tokens-save",
      text: `update shops set access_token_sealed = $3, access_token_expires_at = $4, refresh_token_sealed = $5,
          refresh_token_expires_at = $6, scopes = $7 where brand_id = $1 and shop_id = $2`,
      values: [
        shop.brandId,
        shop.shopId,
        seal.seal(tokens.accessToken),
        tokens.expiresAt,
        tokens.refreshToken && seal.seal(tokens.refreshToken),
        tokens.refreshExpiresAt,
        tokens.scopes,
      ],
    }),
  )
}

/** Not the shop's row: `save` writes that in a transaction of its own while the lock is held. */
const tokenLock = 72_707_372

async function withLock<T>(
  { db, shops }: Deps,
  shopDomain: string,
  work: () => Promise<T>,
): Promise<T> {
  const shop = await shops.find(shopDomain)
  return shop ? db.withLock([tokenLock, shop.shopId], work) : work()
}
