import type { IncomingMessage } from "node:http"
import type { KnownShop, ShopDirectory } from "#web/db/shop-directory.ts"
import { readProxyCaller } from "#web/platforms/shopify/proxy-caller.ts"

/** A request from a storefront, with the shop and the shopper that its signature proves. */
export type Caller = { shop: KnownShop; customerId: string | null }

/** Who calls, by the request's query; a refusal when the signature is bad or the shop is not ours. */
export async function callerOf(
  deps: { secrets: readonly string[]; shops: ShopDirectory; now: () => Date },
  query: string,
): Promise<Caller | "bad-signature" | "unknown-shop"> {
  const proven = readProxyCaller(query, deps.secrets, deps.now())
  if (!proven) return "bad-signature"
  const shop = await deps.shops.find(proven.shopDomain)
  if (!shop?.installed) return "unknown-shop"
  return { shop, customerId: proven.customerId }
}

/**
 * Whether a POST comes from the shop's own pages: the shopper's session rides along with any request, so another
 * site's form or script must not be able to spend. A JSON body cannot be sent across sites without being asked first.
 */
export function isFromShop(req: IncomingMessage): boolean {
  const site = req.headers["sec-fetch-site"]
  const isJson = /^application\/json\b/i.test(req.headers["content-type"] ?? "")
  return isJson && (site === undefined || site === "same-origin" || site === "none")
}
