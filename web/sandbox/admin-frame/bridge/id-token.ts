import { ask } from "./admin.ts"

// A token lives for a minute; half of it leaves time for the request it is sent with.
const FRESH_MS = 30_000

let known: { token: Promise<string>; askedAt: number } | null = null

/** An ID token, as `shopify.idToken()` gives it. */
export function idToken(): Promise<string> {
  const now = Date.now()
  if (known && now - known.askedAt < FRESH_MS) return known.token
  const token = ask<string>("id-token")
  known = { token, askedAt: now }
  token.catch(() => forgetToken())
  return token
}

/** The next request gets a new token. */
export function forgetToken(): void {
  known = null
}
