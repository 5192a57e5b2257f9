import { readFileSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { createDiscount, type EngineShop, fiveOff, openShop, someAddress } from "./engine-shop.ts"

const folder = new URL("../fixtures/shopify/webhooks/2026-07/", import.meta.url)
const sampleOf = (topic: string) =>
  JSON.parse(readFileSync(new URL(`${topic}.json`, folder), "utf8"))

/** Every path of keys that a document has; of a list its first entry speaks for all. */
function keyPaths(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) return value.length > 0 ? keyPaths(value[0], `${path}[]`) : []
  if (value === null || typeof value !== "object") return []
  return Object.entries(value).flatMap(([key, inner]) => [
    `${path}.${key}`,
    ...keyPaths(inner, `${path}.${key}`),
  ])
}

/** Paths below something that is null or empty on one side cannot be compared. */
function comparable(paths: string[], other: unknown): string[] {
  const known = new Set(keyPaths(other))
  const parents = new Set([...known].map((path) => path.replace(/\.[^.]*$/, "")))
  return paths.filter((path) => parents.has(path.replace(/\.[^.]*$/, ""))).sort()
}

describe("webhook payloads of the sandbox", () => {
  let shop: EngineShop
  const bodies = new Map<string, string>()

  beforeAll(async () => {
    shop = await openShop()
    const alsoHeard = [
      "orders/fulfilled",
      "customer.tags_added",
      "discounts/create",
      "discounts/delete",
      "discounts/redeemcode_added",
      "shop/update",
    ]
    for (const topic of alsoHeard) await shop.post("/sandbox/webhooks/subscriptions", { topic })
    await shop.post("/sandbox/ids", { next: "9007199254740993" })
    await raiseEverything(shop)
    await shop.settled()
    for (const one of shop.app.received) {
      bodies.set(String(one.headers["x-shopify-topic"]), one.body)
    }
  })
  afterAll(() => shop.close())

  test.each([
    "orders/create",
    "orders/paid",
    "orders/updated",
    "orders/cancelled",
    "orders/fulfilled",
    "orders/edited",
    "orders/delete",
    "refunds/create",
    "customers/create",
    "customers/update",
    "customers/enable",
    "customers/disable",
    "customers/delete",
    "customers/data_request",
    "customers/redact",
    "customer.tags_added",
    "app/uninstalled",
    "app/scopes_update",
    "shop/update",
    "discounts/create",
    "discounts/delete",
    "discounts/redeemcode_added",
  ])("%s has exactly the keys of Shopify's sample", (topic) => {
    const ours = JSON.parse(bodies.get(topic) ?? "null")
    const sample = sampleOf(topic)
    expect(comparable(keyPaths(ours), sample)).toEqual(comparable(keyPaths(sample), ours))
    expect(keyPaths(ours).length).toBeGreaterThan(0)
  })

  test("ids above 2^53 are written digit by digit", () => {
    const body = bodies.get("orders/create")!
    const id = /"admin_graphql_api_id":"gid:\/\/shopify\/Order\/(\d+)"/.exec(body)![1]!
    expect(BigInt(id)).toBeGreaterThan(2n ** 53n)
    expect(body).toContain(`"id":${id},`)
  })

  test("a refunded line's subtotal is a number, its set a text", () => {
    const body = bodies.get("refunds/create")!
    expect(body).toMatch(/"subtotal":\d+\.\d\d,/)
    const [line] = JSON.parse(body).refund_line_items
    expect(line.subtotal_set.shop_money.amount).toBe(line.subtotal.toFixed(2))
  })

  test("times are in the shop's time zone, to the second", () => {
    const order = JSON.parse(bodies.get("orders/create")!)
    expect(order.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[45]:00$/)
  })
})

/** A merchant's and a shopper's long day: each topic happens at least once. */
async function raiseEverything(shop: EngineShop): Promise<void> {
  const made = await shop.post("/sandbox/customers", { email: "ada@example.com", firstName: "Ada" })
  const { id } = made.body.customer
  const stored = shop.context.store.customers.get(id)!
  shop.context.store.customers.put({ ...stored, defaultAddress: someAddress })
  await shop.post(`/sandbox/customers/${id}/enable`)
  await shop.post(`/sandbox/customers/${id}/disable`)
  const token = (await shop.exchange()).body.access_token
  await shop.graphql(token, createDiscount, { input: fiveOff })
  const line = { variantId: shop.context.store.products.all()[0]!.variants[0]!.id, quantity: 3 }
  const order = async (changes = {}) =>
    (await shop.post("/sandbox/orders", { customerId: id, lines: [line], ...changes })).body.order
  const first = await order({ codes: ["FIVE"] })
  await shop.post(`/sandbox/orders/${first.id}/edit`, { add: [{ price: "4.00", title: "Spoon" }] })
  await shop.post(`/sandbox/orders/${first.id}/refund`, {
    lines: [{ lineId: first.lines[0].id, quantity: 1 }],
  })
  await shop.post(`/sandbox/orders/${(await order()).id}/fulfil`)
  await shop.post(`/sandbox/orders/${(await order()).id}/cancel`)
  await shop.post(`/sandbox/orders/${(await order({ test: true })).id}/delete`)
  await shop.graphql(
    token,
    `mutation ($id: ID!) { tagsAdd(id: $id, tags: ["gold"]) { userErrors { message } } }`,
    { id: `gid://shopify/Customer/${id}` },
  )
  const found = await shop.get("/sandbox/codes/five")
  await shop.graphql(
    token,
    `mutation ($id: ID!) { discountCodeDelete(id: $id) { deletedCodeDiscountId } }`,
    { id: `gid://shopify/DiscountCodeNode/${found.body.discount.id}` },
  )
  await shop.post(`/sandbox/customers/${id}/data-request`)
  await shop.post(`/sandbox/customers/${id}/redact`)
  const other = await shop.post("/sandbox/customers", { email: "gone@example.com" })
  await shop.post(`/sandbox/customers/${other.body.customer.id}/delete`)
  await shop.post("/sandbox/shop", { name: "Kettle and Leaf" })
  await shop.post("/sandbox/app/scopes", { scopes: ["read_orders"] })
  await shop.settled()
  await shop.post("/sandbox/app/uninstall")
  // shop/redact waits for 48 hours; it is not part of this day.
  for (const one of shop.store.deliveries.find("topic", "shop/redact")) {
    shop.store.deliveries.delete(one.id)
  }
}
