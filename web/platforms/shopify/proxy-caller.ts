import { timingSafeEqual } from "node:crypto"
import { hmacSha256Hex } from "./hmac.ts"

const toleranceMs = 90_000

/** What an app-proxy request proves: the shop, and the customer who is signed in there. */
export type ProxyCaller = { shopDomain: string; customerId: string | null }

type Pair = { key: string; value: string }

/**
 * Reads who calls through the app proxy from its signed query (hex HMAC-SHA256 over the sorted pairs, joined with
 * nothing; repeated keys joined with commas). Null when the signature is missing, wrong or older than 90 s, or when a
 * key that we rely on is repeated. The signature covers neither path nor body: identity comes from here only.
 */
export function readProxyCaller(
  query: string,
  secrets: readonly string[],
  now: Date,
): ProxyCaller | null {
  const pairs = readPairs(query)
  if (!pairs) return null
  const signature = only(pairs, "signature")
  const shopDomain = only(pairs, "shop")
  const timestamp = Number(only(pairs, "timestamp"))
  const customers = pairs.filter(({ key }) => key === "logged_in_customer_id")
  const customerId = customers[0]?.value ?? ""
  if (!signature || !shopDomain || customers.length > 1 || !/^\d*$/.test(customerId)) return null
  if (!(Math.abs(now.getTime() - timestamp * 1000) <= toleranceMs)) return null
  const message = signedMessage(pairs)
  const given = Buffer.from(signature)
  const genuine = secrets.some((secret) => same(given, hmacSha256Hex(secret, message)))
  return genuine ? { shopDomain, customerId: customerId || null } : null
}

/** The pairs of a query as URLSearchParams reads them, at a third of its cost; null when it cannot be decoded. */
function readPairs(query: string): Pair[] | null {
  const pairs: Pair[] = []
  try {
    for (const part of query.split("&")) {
      if (!part) continue
      const equals = part.indexOf("=")
      if (equals < 0) pairs.push({ key: decode(part), value: "" })
      else pairs.push({ key: decode(part.slice(0, equals)), value: decode(part.slice(equals + 1)) })
    }
    return pairs
  } catch {
    return null // no shop's proxy signs half a character
  }
}

function decode(text: string): string {
  const plain = text.includes("+") ? text.replaceAll("+", " ") : text
  return plain.includes("%") ? decodeURIComponent(plain) : plain
}

/** The text that the app proxy signs. */
function signedMessage(pairs: readonly Pair[]): string {
  const signed = pairs.filter(({ key }) => key !== "signature")
  signed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  let message = ""
  let last: string | null = null
  for (const { key, value } of signed) {
    message += key === last ? `,${value}` : `${key}=${value}`
    last = key
  }
  return message
}

function only(pairs: readonly Pair[], key: string): string | null {
  let found: string | null = null
  for (const pair of pairs) {
    if (pair.key !== key) continue
    if (found !== null) return null
    found = pair.value
  }
  return found
}

/** In constant time, whatever was given. */
function same(given: Buffer, signature: string): boolean {
  const ours = Buffer.from(signature)
  return given.length === ours.length && timingSafeEqual(given, ours)
}
