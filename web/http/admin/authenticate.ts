import type { KnownShop } from "#web/db/shop-directory.ts"
import { readIdToken } from "#web/platforms/shopify/id-token.ts"

/** Who asks: staff of one shop, so of one brand. `actor` names them in the audit log. */
export type Session = { shop: KnownShop; brandId: number; actor: string }

export type AuthenticateDeps = {
  shops: { find: (domain: string) => Promise<KnownShop | null> }
  apiKey: string
  /** The app's secret, and the one before it while secrets are rotated. */
  apiSecrets: readonly string[]
  now: () => Date
}

export type Authenticated =
  | { ok: true; session: Session }
  | { ok: false; reason: "invalid-session" | "shop-not-installed" }

/**
 * Checks the ID token of a request and finds the brand of the shop that it was issued for. The shop comes from the
 * token alone, never from the request.
 */
export async function authenticate(
  { shops, apiKey, apiSecrets, now }: AuthenticateDeps,
  authorization: string | undefined,
): Promise<Authenticated> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? "")?.[1]
  const proven = token && (await readIdToken(token, { apiKey, secrets: apiSecrets, now: now() }))
  if (!proven) return { ok: false, reason: "invalid-session" }
  const { shopDomain, userId } = proven
  const shop = await shops.find(shopDomain)
  if (!shop?.installed) return { ok: false, reason: "shop-not-installed" }
  const actor = `shopify:${shopDomain}:${userId}`
  return { ok: true, session: { shop, brandId: shop.brandId, actor } }
}
