import { createHmac } from "node:crypto"

/**
 * The app proxy's signature: HMAC-SHA256 in hex over the sorted `key=value` pairs without a
 * separator, values of a repeated key joined with a comma; `signature` and `hmac` are left out.
 */
export function signQuery(query: URLSearchParams, secret: string): string {
  return createHmac("sha256", secret).update(signedText(query)).digest("hex")
}

export function signedText(query: URLSearchParams): string {
  const keys = [...new Set(query.keys())].filter((key) => key !== "signature" && key !== "hmac")
  return keys
    .map((key) => `${key}=${query.getAll(key).join(",")}`)
    .sort()
    .join("")
}
