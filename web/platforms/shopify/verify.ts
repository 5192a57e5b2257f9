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

function same(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
