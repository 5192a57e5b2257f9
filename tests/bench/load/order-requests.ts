import { createHmac, randomUUID } from "node:crypto"
import { marks, orderBody } from "./order-body.ts"
import { type LoadShop, pickCustomer, shopPicker } from "./pick.ts"

export type OrderLoad = {
  shops: readonly LoadShop[]
  secret: string
  path: string
  /** Orders are numbered from here, so that no two of a run are alike. */
  firstOrder: number
  count: number
}

const slabBytes = 16 * 1024 * 1024
/** Kept from round to round: fresh memory costs more than what is written into it. */
const slabs: Buffer[] = []

/** Whole requests, signed as Shopify signs them, made before the round: `count` orders that nobody sent before. */
export function makeOrderRequests({ shops, secret, path, firstOrder, count }: OrderLoad): Buffer[] {
  const templates = makeTemplates()
  const pickShop = shopPicker(shops)
  const place = allocator()
  return Array.from({ length: count }, (_, index) => {
    const shop = pickShop()
    const template = templates[index % templates.length]!
    const body = template.fill(firstOrder + index, pickCustomer(shop))
    const head = headOf(path, shop.domain, body.length, sign(secret, body))
    const request = place(head.length + body.length)
    request.write(head, 0, "latin1")
    body.copy(request, head.length)
    return request
  })
}

function allocator(): (bytes: number) => Buffer {
  let slab = 0
  let used = 0
  return (bytes) => {
    if (used + bytes > slabBytes) {
      slab++
      used = 0
    }
    slabs[slab] ??= Buffer.allocUnsafeSlow(slabBytes)
    used += bytes
    return slabs[slab]!.subarray(used - bytes, used)
  }
}

type Template = { fill: (order: number, customer: number) => Buffer }

/** One to three lines, at eight prices each. */
function makeTemplates(): Template[] {
  return [1, 2, 3].flatMap((lines) =>
    Array.from({ length: 8 }, (_, index) => templateOf(orderBody(lines, 1999 + index * 1234))),
  )
}

function templateOf(text: string): Template {
  const body = Buffer.from(text)
  const places = Object.fromEntries(
    Object.entries(marks).map(([name, mark]) => [name, placesOf(body, mark)]),
  ) as Record<keyof typeof marks, number[]>
  const write = (name: keyof typeof marks, value: string) => {
    for (const place of places[name]) body.write(value, place, "latin1")
  }
  return {
    fill(order, customer) {
      write("orderId", String(6_000_000_000_000 + order))
      write("orderNumber", String(100_000 + (order % 900_000)))
      write("customerId", String(customer))
      write("time", `${new Date().toISOString().slice(0, 19)}+00:00`)
      // Each line is named twice: by its number and by its global id.
      for (const [index, place] of places.lineId.entries()) {
        body.write(String(15_000_000_000_000 + order * 4 + (index >> 1)), place, "latin1")
      }
      return body
    },
  }
}

function placesOf(body: Buffer, mark: string): number[] {
  const places: number[] = []
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + 1)) places.push(at)
  return places
}

function sign(secret: string, body: Buffer): string {
  return createHmac("sha256", secret).update(body).digest("base64")
}

function headOf(path: string, domain: string, length: number, signature: string): string {
  const lines = [
    `POST ${path} HTTP/1.1`,
    "Host: 127.0.0.1",
    "User-Agent: Shopify-Captain-Hook",
    "Accept: */*",
    "Content-Type: application/json",
    `Content-Length: ${length}`,
    "X-Shopify-Topic: orders/updated",
    "X-Shopify-Api-Version: 2026-07",
    `X-Shopify-Shop-Domain: ${domain}`,
    `X-Shopify-Hmac-Sha256: ${signature}`,
    `X-Shopify-Webhook-Id: ${randomUUID()}`,
    `X-Shopify-Event-Id: ${randomUUID()}`,
    `X-Shopify-Triggered-At: ${new Date().toISOString()}`,
    "",
    "",
  ]
  return lines.join("\r\n")
}
