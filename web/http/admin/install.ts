import type { Database } from "#web/db/database.ts"
import type { ShopDirectory } from "#web/db/shop-directory.ts"
import { shopInstalled } from "#web/flows/shop-installed.ts"
import type { ShopifyApp } from "#web/platforms/shopify/api.ts"
import { adminClient } from "#web/platforms/shopify/client.ts"
import { exchangeToken, fetchShop } from "#web/platforms/shopify/install.ts"
import type { TokenStore, Tokens } from "#web/platforms/shopify/tokens.ts"

export type InstallDeps = {
  app: ShopifyApp
  db: Database
  shops: ShopDirectory
  tokens: TokenStore
  now: () => Date
}

/**
 * The merchant opened the app in a shop that we do not know yet, or that took us off before: trades the ID token for
 * the shop's tokens, asks the shop who it is and writes it down. Safe to repeat. Throws PlatformError.
 */
export async function installShop(
  deps: InstallDeps,
  idToken: string,
  domain: string,
): Promise<{ brandId: number; shopId: number; isNew: boolean }> {
  const granted = await exchangeToken(deps, idToken, domain)
  const client = adminClient({ ...deps, tokens: holding(granted), shopDomain: domain })
  const details = await fetchShop(client)
  const installed = await shopInstalled(deps, { ...details, platform: "shopify", domain })
  deps.shops.forget(domain)
  await deps.tokens.save(domain, granted)
  return installed
}

/** The tokens just granted, before there is a shop to keep them with. */
function holding(tokens: Tokens): TokenStore {
  return { load: async () => tokens, save: async () => {}, withLock: (_shop, work) => work() }
}
