import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type TestApp, testApp } from "#tests/support/app.ts"
import { plainProgram, publishVersion, testBrand } from "#tests/support/brand.ts"
import { type BodyOrder, orderBody } from "#tests/support/shopify-order.ts"
import { spooledDeliveries } from "#tests/support/spool.ts"
import type { Shop } from "#web/core/shop.ts"
import { deliveryReceiver } from "#web/flows/receive-delivery.ts"
import { verifyBooks } from "#web/ledger/verify.ts"

let app: TestApp
let shop: Shop

beforeAll(async () => {
  app = await testApp()
  shop = await testBrand(app)
  await publishVersion(app, shop.brandId, plainProgram(), "2026-01-15T00:00:00Z")
})
afterAll(async () => {
  expect(await verifyBooks(app.owner)).toEqual([])
  expect(app.failures).toEqual([])
  await app.close()
})

const paid = (id: string, changes: Partial<BodyOrder> = {}) =>
  orderBody({ id, customerId: `5${id}`, lines: [{ id: `9${id}`, price: "40.00" }], ...changes })

const refunded = (id: string, at: string) =>
  paid(id, {
    status: "partially_refunded",
    updatedAt: new Date(at),
    refunds: [{ id: `8${id}`, lines: [{ lineId: `9${id}`, subtotal: "15.00" }] }],
  })

async function storedCount() {
  const deliveries = await spooledDeliveries(app.owner)
  return deliveries.filter(({ shopId }) => shopId === shop.shopId).length
}

describe("an order", () => {
  it("delivered a hundred times, 64 at once, is stored once and earns once", async () => {
    const id = randomUUID()
    const before = await storedCount()
    const send = () => app.deliver(shop, "orders/paid", paid("101"), { id })
    const storm = await Promise.all(Array.from({ length: 64 }, send))
    for (let more = 0; more < 36; more++) storm.push(await send())
    expect(storm.filter(({ status }) => status === 200)).toHaveLength(100)
    await app.drained()
    expect(await storedCount()).toBe(before + 1)
    expect(await app.entriesOf(shop, "101")).toEqual([["order-earned", 40]])
    expect(await app.balanceOf(shop, "5101")).toBe(40)
  })

  it("stored once more by another process, which had not seen it, earns once", async () => {
    const delivery = {
      brandId: shop.brandId,
      shopId: shop.shopId,
      deliveryId: randomUUID(),
      topic: "orders/paid",
      receivedAt: app.now(),
      body: Buffer.from(JSON.stringify(paid("106"))),
    }
    const before = await storedCount()
    for (let each = 0; each < 3; each++) {
      await deliveryReceiver(app.services.db, () => {})(delivery)
      await app.drained()
    }
    expect(await storedCount()).toBe(before + 3)
    expect(await app.entriesOf(shop, "106")).toEqual([["order-earned", 40]])
  })

  it("told by every topic, under two subscriptions and new delivery ids, earns once", async () => {
    const topics = ["orders/create", "orders/paid", "orders/updated", "orders/fulfilled"]
    await Promise.all([...topics, ...topics].map((topic) => app.deliver(shop, topic, paid("102"))))
    await app.drained()
    expect(await app.entriesOf(shop, "102")).toEqual([["order-earned", 40]])
  })

  it("sent once more while and after it is settled never earns twice", async () => {
    for (let time = 0; time < 10; time++) {
      await app.deliver(shop, "orders/updated", paid("103"))
    }
    await app.drained()
    await app.deliver(shop, "orders/updated", paid("103"))
    await app.drained()
    expect(await app.entriesOf(shop, "103")).toEqual([["order-earned", 40]])
  })
})

describe("a delivery that was recorded", () => {
  it("and is sent again a year later changes nothing", async () => {
    const id = randomUUID()
    await app.deliver(shop, "orders/paid", paid("104"), { id })
    await app.drained()
    await app.deliver(shop, "orders/updated", refunded("104", "2026-03-05T00:00:00Z"))
    await app.drained()
    expect(await app.balanceOf(shop, "5104")).toBe(25)
    app.clock.offsetMs += 365 * 86_400_000
    expect((await app.deliver(shop, "orders/paid", paid("104"), { id })).status).toBe(200)
    expect((await app.deliver(shop, "orders/paid", paid("104"))).status).toBe(200)
    await app.drained()
    app.clock.offsetMs -= 365 * 86_400_000
    expect(await app.entriesOf(shop, "104")).toEqual([
      ["order-earned", 40],
      ["order-refunded", -15],
    ])
    expect(await app.balanceOf(shop, "5104")).toBe(25)
  })

  it("gives no shop the orders of another, though the numbers are the same", async () => {
    const other = await testBrand(app)
    await publishVersion(app, other.brandId, plainProgram(), "2026-01-15T00:00:00Z")
    const id = randomUUID()
    for (const each of [shop, other]) await app.deliver(each, "orders/paid", paid("105"), { id })
    await app.drained()
    expect(await app.balanceOf(shop, "5105")).toBe(40)
    expect(await app.balanceOf(other, "5105")).toBe(40)
  })
})
