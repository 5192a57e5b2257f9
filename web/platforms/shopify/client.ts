import { setTimeout as sleep } from "node:timers/promises"
import { PlatformError } from "#web/platforms/platform.ts"
import { apiVersion } from "./api.ts"
import type { Operation } from "./documents.ts"
import { type Outcome, readAnswer } from "./read-answer.ts"
import type { Reader } from "./reader.ts"
import { accessToken, needsReinstall, type TokenDeps } from "./tokens.ts"

/** One shop's Admin API. */
export type AdminClient = {
  shopDomain: string
  /**
   * Sends one operation and resolves with its `data`. Throttling is waited for, and queries are tried again, within a
   * bounded time; a mutation only if it is `repeatable`, that is if doing it twice is the same as doing it once.
   * Throws PlatformError.
   */
  request: (
    operation: Operation,
    variables: object,
    options?: { repeatable?: boolean },
  ) => Promise<Reader>
}

export type ClientDeps = TokenDeps & {
  shopDomain: string
  /** How long one request may take with all its waits, in milliseconds. */
  patienceMs?: number
}

export function adminClient(deps: ClientDeps): AdminClient {
  return {
    shopDomain: deps.shopDomain,
    request: (operation, variables, { repeatable = !operation.isMutation } = {}) =>
      persist(deps, { operation, variables, repeatable }),
  }
}

type Call = { operation: Operation; variables: object; repeatable: boolean }

async function persist(deps: ClientDeps, call: Call): Promise<Reader> {
  const giveUpAt = performance.now() + (deps.patienceMs ?? 20_000)
  let refused: string | null = null
  for (let tries = 0; ; tries++) {
    const { token, outcome } = await send(deps, call, refused)
    if (outcome.kind === "data") return outcome.data
    if (outcome.kind === "token-refused") {
      if (refused) throw needsReinstall()
      refused = token
      continue
    }
    const mayRepeat = outcome.error.retryable && (call.repeatable || !outcome.acted)
    const waitMs = outcome.waitMs + jitteredBackoff(tries)
    if (!mayRepeat || performance.now() + waitMs > giveUpAt) throw outcome.error
    await sleep(waitMs)
  }
}

async function send(
  deps: ClientDeps,
  { operation, variables }: Call,
  refused: string | null,
): Promise<{ token: string | null; outcome: Outcome }> {
  let token: string | null = null
  try {
    token = await accessToken(deps, deps.shopDomain, refused)
    const answer = await deps.app.post({
      shopDomain: deps.shopDomain,
      path: `/admin/api/${apiVersion}/graphql.json`,
      headers: { "X-Shopify-Access-Token": token },
      body: { query: operation.text, operationName: operation.name, variables },
    })
    return { token, outcome: readAnswer(answer) }
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error
    // Without a token the operation was never sent.
    return { token, outcome: { kind: "failed", error, acted: token !== null, waitMs: 0 } }
  }
}

/** Up to 0.25 s, then 0.5, 1, 2, at most 4: many callers that failed together do not return together. */
function jitteredBackoff(tries: number): number {
  return 50 + Math.random() * Math.min(4000, 250 * 2 ** tries)
}
