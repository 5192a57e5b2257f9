import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type TestApp, testApp } from "#tests/support/app.ts"
import { plainProgram, publishVersion, testBrand } from "#tests/support/brand.ts"
import { hostileBodies } from "#tests/support/hostile-json.ts"
import { customerOf, orderBody, sampleBody } from "#tests/support/shopify-order.ts"
import type { Shop } from "#web/core/shop.ts"
import { verifyBooks } from "#web/ledger/verify.ts"
import { UnreadableError } from "#web/platforms/shopify/parse-body.ts"
import { readEvent } from "#web/platforms/shopify/read-event.ts"

const order = (id: string) =>
  orderBody({
    id,
    customerId: "501",
    lines: [
      { id: "11", price: "40.00", quantity: 2, discount: "5.00" },
      { id: "12", price: "19.99" },
    ],
    refunds: [{ id: "81", lines: [{ lineId: "11", subtotal: "20.00" }] }],
    codes: ["SUMMER"],
  })

const bodies = [
  ...["7001", "7002", "7003"].map((id) => ({
    topic: "orders/updated",
    json: JSON.stringify(order(id)),
  })),
  { topic: "orders/edited", json: sampleBody("orders/edited") },
  { topic: "refunds/create", json: sampleBody("refunds/create") },
  { topic: "customers/update", json: JSON.stringify(customerOf("502")) },
  { topic: "customers/delete", json: sampleBody("customers/delete") },
  { topic: "app/uninstalled", json: sampleBody("app/uninstalled") },
  { topic: "shop/redact", json: sampleBody("shop/redact") },
]

describe("any body, however twisted", () => {
  it("is read, or refused with a reason that names what is wrong: nothing else ever", () => {
    let read = 0
    let refused = 0
    const property = fc.property(hostileBodies(bodies), ({ topic, raw }) => {
      try {
        readEvent(topic, raw)
        read++
      } catch (error) {
        if (!(error instanceof UnreadableError)) throw error
        expect(error.reason.code).toMatch(/^[a-z][a-z-]+$/)
        expect(error.reason.value?.length ?? 0).toBeLessThanOrEqual(60)
        refused++
      }
    })
    fc.assert(property, { numRuns: 6_000 })
    expect(Math.min(read, refused)).toBeGreaterThan(500)
    expect(Object.hasOwn(Object.prototype, "amount")).toBe(false)
  }, 120_000)
})

describe("a value nested ten thousand deep", () => {
  const levels = "[".repeat(10_000) + "]".repeat(10_000)
  it.each(["id", "currency", "line_items", "test", "customer", "refunds"])(
    "as %s is refused like any other",
    (field) => {
      const json = JSON.stringify({ ...order("1"), [field]: "deep" })
      const body = Buffer.from(json.replace('"deep"', levels))
      expect(() => readEvent("orders/paid", body)).toThrow(UnreadableError)
    },
  )
})

describe("the running app", () => {
  let app: TestApp
  let shop: Shop

  beforeAll(async () => {
    app = await testApp()
    shop = await testBrand(app)
    await publishVersion(app, shop.brandId, plainProgram(), "2020-01-15T00:00:00Z")
    await app.deliver(shop, "orders/paid", order("6999"))
    await app.drained()
  })
  afterAll(() => app.close())

  it("takes a storm of twisted deliveries, settles or sets aside each, and its books still add up", async () => {
    const batches = fc.array(hostileBodies(bodies), { minLength: 40, maxLength: 40 })
    const property = fc.asyncProperty(batches, async (batch) => {
      const answers = await Promise.all(
        batch.map(({ topic, raw }) => app.deliver(shop, topic, raw)),
      )
      expect(answers.map(({ status }) => status)).toEqual(Array(40).fill(200))
      await app.drained()
    })
    await fc.assert(property, { numRuns: 20, endOnFailure: true })
    expect(app.failures.filter(({ where }) => where !== "worker")).toEqual([])
    expect(await verifyBooks(app.owner)).toEqual([])
    const aside = await app.setAsideOf(shop)
    expect(aside.length).toBeGreaterThan(50)
    const unforeseen = aside.filter(({ reason }) => reason.code === "unexpected")
    expect(unforeseen).toEqual([])
    await app.deliver(shop, "orders/paid", order("7999"))
    await app.drained()
    expect(await app.entriesOf(shop, "7999")).toEqual([["order-earned", 74]])
  }, 120_000)

  it("refuses a body of nine megabytes, keeps one of two, and goes on", async () => {
    const huge = await app.deliver(shop, "orders/paid", Buffer.alloc(9 * 1024 * 1024, 0x20))
    expect(huge).toMatchObject({ status: 413, body: { error: { code: "too-large" } } })
    const large = await app.deliver(shop, "orders/paid", Buffer.alloc(2 * 1024 * 1024, 0x20))
    expect(large.status).toBe(200)
    await app.drained()
  })

  it("answers any redemption with a status of its own, never with a failure", async () => {
    const strange = fc.oneof(fc.string({ unit: "binary" }), fc.jsonValue(), fc.constant(null))
    const part = fc.record(
      { rewardId: strange, idempotencyKey: strange, points: strange, __proto__: strange },
      { requiredKeys: [] },
    )
    const body = fc.oneof(fc.jsonValue(), part)
    const property = fc.asyncProperty(body, async (sent) => {
      const answer = await app.ask(shop, "501", "/v1/redemptions", Object(sent))
      expect([201, 404, 409, 422]).toContain(answer.status)
    })
    await fc.assert(property, { numRuns: 150 })
    expect(app.failures.filter(({ where }) => where === "storefront")).toEqual([])
  }, 60_000)
})
