import type { TokenStore, Tokens } from "#web/platforms/shopify/tokens.ts"

/** Tokens in memory, with a lock that really makes callers wait for each other. */
export function memoryTokens(first: Tokens | null): TokenStore & { held: () => Tokens | null } {
  let held = first
  let last: Promise<unknown> = Promise.resolve()
  return {
    held: () => held,
    load: async () => held,
    save: async (_shopDomain, tokens) => {
      held = tokens
    },
    withLock: (_shopDomain, work) => {
      const turn = last.then(work)
      last = turn.catch(() => undefined)
      return turn
    },
  }
}

const hourMs = 3_600_000

/** Tokens that were given out at `now`. */
export function tokensAt(now: Date, changes: Partial<Tokens> = {}): Tokens {
  return {
    accessToken: "shpat_first",
    expiresAt: new Date(now.getTime() + hourMs),
    refreshToken: "shprt_first",
    refreshExpiresAt: new Date(now.getTime() + 90 * 24 * hourMs),
    scopes: "read_orders",
    ...changes,
  }
}
