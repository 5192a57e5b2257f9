import { createHmac, timingSafeEqual } from "node:crypto"

/**
 * Whether the raw body of a webhook carries Shopify's signature (base64 HMAC-SHA256) under one of our secrets. During
 * a rotation Shopify signs with the oldest one that is not revoked, so several are tried; each compare takes constant
 * time.
 */
export function isSignedBody(
  body: Buffer,
  signature: string | undefined,
  secrets: readonly string[],
): boolean {
  if (signature?.length !== 44) return false
  const given = Buffer.from(signature, "base64")
  return secrets.some((secret) => same(given, createHmac("sha256", secret).update(body).digest()))
}

const proxyToleranceMs = 90_000

/** What an app-proxy request proves: the shop, and the customer who is signed in there. */
export type ProxyCaller = { shopDomain: string; customerId: string | null }

/**
 * Reads who calls through the app proxy from its signed query (hex HMAC-SHA256 over the sorted pairs, joined with
 * nothing; repeated keys joined with commas). Null when the signature is missing, wrong or older than 90 s, or when a
 * key that we rely on is repeated. The signature covers neither path nor body: identity comes from here only.
 */
export function readProxyCaller(
  query: URLSearchParams,
  secrets: readonly string[],
  now: Date,
): ProxyCaller | null {
  const signature = only(query, "signature")
  const shopDomain = only(query, "shop")
  const timestamp = Number(only(query, "timestamp"))
  if (!signature || !/^[0-9a-f]{64}$/.test(signature) || !shopDomain) return null
  if (!(Math.abs(now.getTime() - timestamp * 1000) <= proxyToleranceMs)) return null
  if (query.getAll("logged_in_customer_id").length > 1) return null
  const message = signedMessage(query)
  const given = Buffer.from(signature, "hex")
  const genuine = secrets.some((secret) =>
    same(given, createHmac("sha256", secret).update(message).digest()),
  )
  const customerId = query.get("logged_in_customer_id") ?? ""
  if (!genuine || !/^\d*$/.test(customerId)) return null
  return { shopDomain, customerId: customerId || null }
}

/** The text that the app proxy signs. */
export function signedMessage(query: URLSearchParams): string {
  const keys = [...new Set(query.keys())].filter((key) => key !== "signature").sort()
  return keys.map((key) => `${key}=${query.getAll(key).join(",")}`).join("")
}

function only(query: URLSearchParams, key: string): string | null {
  const values = query.getAll(key)
  return values.length === 1 ? values[0]! : null
}

function same(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
