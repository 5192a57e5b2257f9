import { PlatformError } from "#web/platforms/platform.ts"
import type { ShopifyApp } from "./api.ts"
import { askForTokens } from "./ask-for-tokens.ts"

/** What a shop granted us. `expiresAt` null: the token does not expire, as those of a shop's own custom app. */
export type Tokens = {
  accessToken: string
  expiresAt: Date | null
  refreshToken: string | null
  refreshExpiresAt: Date | null
  /** As granted, separated by commas. */
  scopes: string
}

/** Where tokens are kept. `withLock` runs one piece of work at a time for a shop, across all processes. */
export type TokenStore = {
  load: (shopDomain: string) => Promise<Tokens | null>
  save: (shopDomain: string, tokens: Tokens) => Promise<void>
  withLock: <T>(shopDomain: string, work: () => Promise<T>) => Promise<T>
}

export type TokenDeps = { app: ShopifyApp; tokens: TokenStore; now: () => Date }

const earlyMs = 5 * 60_000

/**
 * An access token that works for the next minutes; refreshed when it is about to expire, or when it is `refused`, the
 * one that Shopify just turned down. Throws PlatformError "needs-reinstall" when only the merchant opening the app can
 * give us a new one.
 */
export async function accessToken(
  deps: TokenDeps,
  shopDomain: string,
  refused: string | null = null,
): Promise<string> {
  const held = await load(deps, shopDomain)
  if (isGood(held, refused, deps.now())) return held.accessToken
  return deps.tokens.withLock(shopDomain, () => refresh(deps, shopDomain, refused))
}

/** Runs alone for its shop: whoever waited for the lock finds the tokens that the first one brought. */
async function refresh(
  deps: TokenDeps,
  shopDomain: string,
  refused: string | null,
): Promise<string> {
  const held = await load(deps, shopDomain)
  const now = deps.now()
  if (isGood(held, refused, now)) return held.accessToken
  if (!held.refreshToken || (held.refreshExpiresAt && held.refreshExpiresAt <= now)) {
    throw needsReinstall()
  }
  try {
    // Should the answer be lost, the same refresh token still works: Shopify drops it once its successor is used.
    const fresh = await askForTokens(deps, shopDomain, {
      grant_type: "refresh_token",
      refresh_token: held.refreshToken,
    })
    await deps.tokens.save(shopDomain, fresh)
    return fresh.accessToken
  } catch (error) {
    const stillWorks = held.accessToken !== refused && held.expiresAt && held.expiresAt > now
    if (error instanceof PlatformError && error.retryable && stillWorks) return held.accessToken
    if (error instanceof PlatformError && error.reason === "grant-refused")
      throw needsReinstall(error)
    throw error
  }
}

async function load({ tokens }: TokenDeps, shopDomain: string): Promise<Tokens> {
  const held = await tokens.load(shopDomain)
  if (!held) throw needsReinstall()
  return held
}

function isGood(held: Tokens, refused: string | null, now: Date): boolean {
  if (held.accessToken === refused) return false
  return !held.expiresAt || held.expiresAt.getTime() - now.getTime() > earlyMs
}

export function needsReinstall(cause?: unknown): PlatformError {
  return new PlatformError("needs-reinstall", { retryable: false, cause })
}
