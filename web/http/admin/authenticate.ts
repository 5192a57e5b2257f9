import { errors, jwtVerify } from "jose"
import type { KnownShop } from "#web/db/shop-directory.ts"

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
 * Checks a Shopify ID token (HS256, signed with our secret, for our app, not expired) and finds the brand of the shop
 * that it was issued for. The shop comes from the token alone, never from the request.
 */
export async function authenticate(
  deps: AuthenticateDeps,
  authorization: string | undefined,
): Promise<Authenticated> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? "")?.[1]
  const claims = token ? await verifiedClaims(deps, token) : null
  if (!claims) return { ok: false, reason: "invalid-session" }
  const shop = await deps.shops.find(claims.domain)
  if (!shop?.installed) return { ok: false, reason: "shop-not-installed" }
  const actor = `shopify:${claims.domain}:${claims.staffId}`
  return { ok: true, session: { shop, brandId: shop.brandId, actor } }
}

type Claims = { domain: string; staffId: string }

/** The token's shop and staff id; null when it cannot be believed. Also for the `id_token` of a document load. */
export async function verifiedClaims(
  { apiKey, apiSecrets, now }: Omit<AuthenticateDeps, "shops">,
  token: string,
): Promise<Claims | null> {
  for (const secret of apiSecrets) {
    try {
      const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
        algorithms: ["HS256"],
        audience: apiKey,
        requiredClaims: ["exp", "nbf", "sub", "iss", "dest"],
        clockTolerance: 10,
        currentDate: now(),
      })
      return claimsOf(payload.dest, payload.iss, payload.sub)
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error
    }
  }
  return null
}

function claimsOf(dest: unknown, issuer: unknown, subject: unknown): Claims | null {
  const domain = domainOf(dest)
  if (!domain || domain !== domainOf(issuer)) return null
  return { domain, staffId: String(subject).slice(0, 40) }
}

/** `https://{shop}.myshopify.com`, with a path or without. */
function domainOf(address: unknown): string | null {
  if (typeof address !== "string") return null
  const match = /^https:\/\/([a-z0-9][a-z0-9-]{0,60}\.myshopify\.com)(\/.*)?$/i.exec(address)
  return match ? match[1]!.toLowerCase() : null
}
