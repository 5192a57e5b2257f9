import { randomBytes } from "node:crypto"
import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Token } from "#web/sandbox/state/model.ts"

const accessSeconds = 3600
const refreshSeconds = 90 * 24 * 3600

/** A new expiring offline token for the installed app, with a refresh token of its own. */
export function issueToken(context: SandboxContext, parentId: string | null): Token {
  const now = context.clock.now()
  const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString()
  return context.root.tokens.put({
    id: `shpat_${randomBytes(16).toString("hex")}`,
    shopDomain: context.domain,
    scopes: context.shop().installation?.scopes ?? [],
    expiresAt: inSeconds(accessSeconds),
    refreshToken: `shprt_${randomBytes(24).toString("hex")}`,
    refreshExpiresAt: inSeconds(refreshSeconds),
    parentId,
    usedAt: null,
    revokedAt: null,
    createdAt: now.toISOString(),
  })
}

/**
 * Exchanges a refresh token for a new pair. A token that was refreshed already may be refreshed
 * again until its replacement is first used (a lost answer is recoverable). Null if it is not good
 * any more.
 */
export function refreshToken(context: SandboxContext, refresh: string): Token | null {
  const { tokens } = context.root
  const token = tokens.findOne("refreshToken", refresh)
  if (!token || token.revokedAt || token.shopDomain !== context.domain) return null
  if (Date.parse(token.refreshExpiresAt) <= context.clock.now().getTime()) return null
  return context.root.transaction(() => {
    for (const child of tokens.find("parentId", token.id)) revoke(context, child)
    markUsed(context, token)
    return issueToken(context, token.id)
  })
}

/**
 * The token a call carries, if it is good now, with the scopes that the merchant grants now. Its
 * first use ends the one it replaced.
 */
export function acceptToken(context: SandboxContext, accessToken: string): Token | null {
  const token = context.root.tokens.get(accessToken)
  if (!token || token.revokedAt || token.shopDomain !== context.domain) return null
  if (Date.parse(token.expiresAt) <= context.clock.now().getTime()) return null
  const scopes = context.shop().installation?.scopes ?? []
  return { ...(token.usedAt ? token : markUsed(context, token)), scopes }
}

export function revokeAllTokens(context: SandboxContext): void {
  for (const token of context.root.tokens.find("shopDomain", context.domain)) {
    revoke(context, token)
  }
}

/**
 * Moves the end of live refresh tokens, as if the app had refreshed them all through a clock jump.
 */
export function keepRefreshTokensAlive(context: SandboxContext, byMs: number): void {
  if (byMs <= 0) return
  for (const token of context.root.tokens.all()) {
    if (token.revokedAt) continue
    const end = new Date(Date.parse(token.refreshExpiresAt) + byMs).toISOString()
    context.root.tokens.put({ ...token, refreshExpiresAt: end })
  }
}

function markUsed(context: SandboxContext, token: Token): Token {
  const parent = token.parentId && context.root.tokens.get(token.parentId)
  if (parent) revoke(context, parent)
  return context.root.tokens.put({ ...token, usedAt: context.clock.now().toISOString() })
}

function revoke(context: SandboxContext, token: Token): void {
  if (token.revokedAt) return
  context.root.tokens.put({ ...token, revokedAt: context.clock.now().toISOString() })
}
