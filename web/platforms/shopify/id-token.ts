import { errors, type JWTPayload, jwtVerify } from "jose"
import { isShopDomain } from "./api.ts"

/** What an ID token proves: which shop's admin is open, and who looks at it. */
export type IdToken = { shopDomain: string; userId: string; sessionId: string | null }

const toleranceSeconds = 10

/**
 * Reads the ID token that App Bridge sends along: signed with HS256 by one of our secrets (two while they are rotated),
 * for our app, valid now, and naming one shop in both its issuer and its destination. Null when it proves nothing.
 */
export async function readIdToken(
  token: string,
  { apiKey, secrets, now }: { apiKey: string; secrets: readonly string[]; now: Date },
): Promise<IdToken | null> {
  for (const secret of secrets) {
    const claims = await verify(token, secret, now)
    if (claims) return claims.aud === apiKey ? readClaims(claims) : null
  }
  return null
}

async function verify(token: string, secret: string, now: Date): Promise<JWTPayload | null> {
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
      algorithms: ["HS256"],
      requiredClaims: ["exp", "nbf", "aud", "iss", "dest", "sub"],
      clockTolerance: toleranceSeconds,
      currentDate: now,
    })
    return payload
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

function readClaims(claims: JWTPayload): IdToken | null {
  const shopDomain = shopOf(claims.dest)
  if (!shopDomain || shopDomain !== shopOf(claims.iss)) return null
  if (!claims.sub || !/^\d{1,19}$/.test(claims.sub)) return null
  return {
    shopDomain,
    userId: claims.sub,
    sessionId: typeof claims.sid === "string" ? claims.sid : null,
  }
}

/** `https://{shop}`, followed by a path or nothing. */
function shopOf(address: unknown): string | null {
  const host = typeof address === "string" && /^https:\/\/([^/:@?#]+)(\/|$)/.exec(address)?.[1]
  return host && isShopDomain(host.toLowerCase()) ? host.toLowerCase() : null
}
