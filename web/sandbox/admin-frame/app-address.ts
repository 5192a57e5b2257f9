import { createHmac } from "node:crypto"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { mintIdToken } from "#web/sandbox/oauth/id-token.ts"

/**
 * The address that the admin frames the app with: the screen asked for, who asks, an ID token, and
 * Shopify's signature over all of it. `screen` is a path of the app with its own query.
 */
export async function appAddress(context: SandboxContext, screen: string): Promise<string> {
  const url = new URL(screen, `${context.app.url}/`)
  const store = context.domain.replace(".myshopify.com", "")
  const query = url.searchParams
  query.set("embedded", "1")
  query.set("host", Buffer.from(`admin.shopify.com/store/${store}`).toString("base64url"))
  query.set("id_token", await mintIdToken(context))
  // Staff read the admin in a language of their own: ?locale=ur on the frame's address.
  if (!query.has("locale")) query.set("locale", "en")
  query.set("shop", context.domain)
  query.set("timestamp", String(Math.floor(context.clock.now().getTime() / 1000)))
  query.set("hmac", signed(query, context.app.apiSecret))
  return url.href
}

/** Hex HMAC-SHA256 of the sorted `key=value` pairs with & between, as on Shopify's app addresses. */
function signed(query: URLSearchParams, secret: string): string {
  const pairs = [...query]
    .filter(([key]) => key !== "hmac")
    .map(([key, value]) => `${key}=${value}`)
  return createHmac("sha256", secret).update(pairs.sort().join("&")).digest("hex")
}
