import { createHmac, randomUUID } from "node:crypto"
import { type LoadShop, pickCustomer, shopPicker } from "./pick.ts"

export type StorefrontLoad = { shops: readonly LoadShop[]; secret: string; count: number }

/** GETs of `path` as the app proxy passes them on: signed, for a shopper who is signed in. */
export function makeReadRequests(path: string, { shops, secret, count }: StorefrontLoad): Buffer[] {
  const pickShop = shopPicker(shops)
  return Array.from({ length: count }, () => {
    const shop = pickShop()
    const query = signedQuery(shop, pickCustomer(shop), secret)
    return Buffer.from(`GET ${path}?${query} HTTP/1.1\r\n${commonHead}\r\n`, "latin1")
  })
}

/** Redemptions, each of its own: the shop's reward, a shopper, a new idempotency key. */
export function makeRedeemRequests({ shops, secret, count }: StorefrontLoad): Buffer[] {
  const pickShop = shopPicker(shops)
  return Array.from({ length: count }, () => {
    const shop = pickShop()
    return redeemRequest(shop, pickCustomer(shop), secret)
  })
}

export function redeemRequest(shop: LoadShop, customer: number, secret: string): Buffer {
  const body = JSON.stringify({ rewardId: shop.rewardId, idempotencyKey: randomUUID() })
  const head = [
    `POST /proxy/v1/redemptions?${signedQuery(shop, customer, secret)} HTTP/1.1`,
    "Content-Type: application/json",
    `Content-Length: ${body.length}`,
  ]
  return Buffer.from(`${head.join("\r\n")}\r\n${commonHead}\r\n${body}`, "latin1")
}

const commonHead = [
  "Host: 127.0.0.1",
  "Accept: application/json",
  "Accept-Encoding: gzip, deflate",
  "User-Agent: Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15",
  "X-Forwarded-For: 203.0.113.54",
  "",
].join("\r\n")

function signedQuery({ domain }: LoadShop, customer: number, secret: string): string {
  const pairs = {
    logged_in_customer_id: String(customer),
    path_prefix: "/apps/loyalty",
    shop: domain,
    timestamp: String(Math.floor(Date.now() / 1000)),
  }
  const message = Object.entries(pairs)
    .map(([key, value]) => `${key}=${value}`)
    .join("")
  const signature = createHmac("sha256", secret).update(message).digest("hex")
  return new URLSearchParams({ ...pairs, signature }).toString()
}
