import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { adminServer } from "#tests/support/admin.ts"
import { testBrand } from "#tests/support/brand.ts"
import { type TestDatabase, testDatabase } from "#tests/support/database.ts"
import type { Shop } from "#web/core/shop.ts"
import { deliveriesToReplay, setAside } from "#web/db/deliveries.ts"

let database: TestDatabase
let admin: Awaited<ReturnType<typeof adminServer>>
let shop: Shop

beforeAll(async () => {
  database = await testDatabase()
  admin = await adminServer(database)
})

beforeEach(async () => {
  await database.owner.query("delete from inbox")
  shop = await testBrand(database)
})

afterAll(async () => {
  await admin.close()
  await database.close()
})

const receivedAt = new Date("2026-03-01T12:00:00Z")

async function poison(
  reason: { code: string; field?: string; value?: string },
  minute = 0,
): Promise<string> {
  const key = { brandId: shop.brandId, shopId: shop.shopId, deliveryId: randomUUID() }
  const delivery = { ...key, topic: "orders/paid", receivedAt, body: Buffer.from("{}") }
  const at = new Date(receivedAt.getTime() + minute * 60_000)
  await database.db.acrossBrands((tx) => setAside(tx, delivery, reason, at))
  return delivery.deliveryId
}

const list = `query ($first: Int, $after: String) { setAsideCount deliveries(first: $first, after: $after) {
  nodes { id topic reason { code field value } receivedAt canReplay } endCursor } }`
const read = (variables: object = {}) => admin.ask(shop.domain, list, variables)

async function change(mutation: "replayDelivery" | "dismissDelivery", id: string) {
  const query = `mutation ($id: ID!) { changed: ${mutation}(id: $id) { refusals { code } } }`
  return (await admin.ask(shop.domain, query, { id })).changed.refusals
}

const waiting = () => database.db.acrossBrands((tx) => deliveriesToReplay(tx, 100))

test("what was set aside is listed with its reason, newest first, page by page", async () => {
  const older = await poison({ code: "bad-amount", field: "total_price", value: "12.3.4" })
  const newer = await poison({ code: "unexpected" }, 5)
  const first = await read({ first: 1 })
  expect(first.setAsideCount).toBe(2)
  expect(first.deliveries.nodes).toMatchObject([
    { id: newer, reason: { code: "unexpected", field: null, value: null } },
  ])
  const second = await read({ first: 1, after: first.deliveries.endCursor })
  expect(second.deliveries).toEqual({
    nodes: [
      {
        id: older,
        topic: "orders/paid",
        reason: { code: "bad-amount", field: "total_price", value: "12.3.4" },
        receivedAt: receivedAt.toISOString(),
        canReplay: true,
      },
    ],
    endCursor: null,
  })
})

test("a replayed delivery is back in the inbox, and the drain is told", async () => {
  const id = await poison({ code: "unexpected" })
  expect(await waiting()).toEqual([])
  const before = admin.replays()
  expect(await change("replayDelivery", id)).toEqual([])
  expect(await waiting()).toMatchObject([
    { brandId: shop.brandId, shopId: shop.shopId, deliveryId: id },
  ])
  expect(admin.replays()).toBe(before + 1)
  expect(await change("replayDelivery", id)).toEqual([{ code: "unknown-delivery" }])
})

test("a delivery whose body is gone cannot be replayed, only taken off the list", async () => {
  const id = await poison({ code: "unexpected" })
  await database.owner.query("update inbox set body = null where delivery_id = $1", [id])
  expect((await read()).deliveries.nodes[0].canReplay).toBe(false)
  expect(await change("replayDelivery", id)).toEqual([{ code: "body-gone" }])
  expect(await change("dismissDelivery", id)).toEqual([])
  expect((await read()).setAsideCount).toBe(0)
})

test("another shop's staff neither see nor replay it", async () => {
  const id = await poison({ code: "unexpected" })
  shop = await testBrand(database)
  expect(await read()).toEqual({ setAsideCount: 0, deliveries: { nodes: [], endCursor: null } })
  expect(await change("replayDelivery", id)).toEqual([{ code: "unknown-delivery" }])
  expect(await change("dismissDelivery", id)).toEqual([{ code: "unknown-delivery" }])
  expect(await waiting()).toEqual([])
})

test("what is no delivery's id is nobody's", async () => {
  expect(await change("replayDelivery", "1; drop table inbox")).toEqual([
    { code: "unknown-delivery" },
  ])
})
