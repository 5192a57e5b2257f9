import { PlatformError } from "#web/platforms/platform.ts"

/**
 * The Admin API's version, here and in shopify.app.toml. Every document is also valid in the version before it, so
 * falling back is this one line.
 */
export const apiVersion = "2026-10"

/** One answer of a shop. `body` null: it was no JSON. */
export type Answer = { status: number; retryAfterMs: number | null; body: unknown }

/** Our app as Shopify knows it, and the way to its shops. */
export type ShopifyApp = {
  apiKey: string
  apiSecret: string
  /** Posts JSON to `https://{shopDomain}{path}`. Throws PlatformError when no answer came in time. */
  post: (request: PostRequest) => Promise<Answer>
}

export type PostRequest = {
  shopDomain: string
  path: string
  body: unknown
  headers?: Record<string, string>
}

export type ShopifyAppOptions = {
  apiKey: string
  apiSecret: string
  /** Where every shop is served instead, such as http://localhost:3001; null talks to Shopify. */
  sandboxOrigin: string | null
  timeoutMs?: number
}

/**
 * Shopify's own library (@shopify/shopify-api 15) is the yardstick of tests/contracts/shopify-library.test.ts and does
 * not run in production, because
 * - it reckons the life of tokens by the machine's clock, which the sandbox's settable clock leaves behind, and knows
 *   one secret only, which breaks while secrets are rotated;
 * - its fetch is replaced for the whole process, not for one app;
 * - its GraphQL client turns every network error into a text, and repeats a mutation as readily as a query;
 * - loading it takes 0.1 to 0.5 s and 25 MB, for three kinds of POST.
 */
export function shopifyApp({
  apiKey,
  apiSecret,
  sandboxOrigin,
  timeoutMs = 10_000,
}: ShopifyAppOptions): ShopifyApp {
  return {
    apiKey,
    apiSecret,
    async post({ shopDomain, path, body, headers }) {
      const origin = sandboxOrigin ?? `https://${shopDomain}`
      refuseForeignDomain(shopDomain)
      const signal = AbortSignal.timeout(timeoutMs)
      try {
        const response = await fetch(`${origin}${path}`, {
          method: "POST",
          headers: {
            "Content-Type": "application/json",
            Accept: "application/json",
            ...(sandboxOrigin ? { "X-Sandbox-Shop-Domain": shopDomain } : {}),
            ...headers,
          },
          body: JSON.stringify(body),
          // A token must not follow a redirect to another host.
          redirect: "manual",
          signal,
        })
        return {
          status: response.status,
          retryAfterMs: readRetryAfter(response.headers.get("Retry-After")),
          body: parseJson(await response.text()),
        }
      } catch (cause) {
        const reason = signal.aborted ? "timed-out" : "unreachable"
        throw new PlatformError(reason, { retryable: true, cause })
      }
    },
  }
}

const myshopifyDomain = /^[a-z0-9][a-z0-9-]{0,60}\.myshopify\.com$/

/** Whether this is a shop's permanent domain. Only to such a host do we ever send a secret. */
export function isShopDomain(domain: string): boolean {
  return myshopifyDomain.test(domain)
}

function refuseForeignDomain(domain: string): void {
  if (!isShopDomain(domain)) throw new PlatformError("not-a-shop-domain", { retryable: false })
}

function readRetryAfter(header: string | null): number | null {
  const seconds = Number(header ?? Number.NaN)
  return seconds >= 0 ? Math.round(seconds * 1000) : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
