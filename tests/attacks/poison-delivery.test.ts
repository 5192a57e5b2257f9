import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { plainProgram, publishVersion, testBrand } from "#tests/support/brand.ts"
import { type TestDatabase, testDatabase } from "#tests/support/database.ts"
import { orderBody } from "#tests/support/shopify-order.ts"
import type { Shop } from "#web/core/shop.ts"
import type { SetAsideReason } from "#web/db/deliveries.ts"
import type { DrainDeps } from "#web/flows/drain-deliveries.ts"
import { drainSpool } from "#web/flows/drain-spool.ts"
import type { OpenDelivery } from "#web/flows/read-deliveries.ts"
import { deliveryReceiver } from "#web/flows/receive-delivery.ts"
import { replayDelivery } from "#web/flows/replay-delivery.ts"
import { verifyBooks } from "#web/ledger/verify.ts"
import { readEvent } from "#web/platforms/shopify/read-event.ts"

let test: TestDatabase
let shop: Shop
let deps: DrainDeps
let aside: { deliveryId: string; reason: SetAsideReason }[]

beforeAll(async () => {
  test = await testDatabase()
  deps = {
    db: test.db,
    programs: new Map(),
    digestOf: (code) => Buffer.from(code),
    onUnissuedCodeUsed: () => {},
    onSetAside: ({ deliveryId }, reason) => void aside.push({ deliveryId, reason }),
    onFailure: (error) => expect(error).toBeUndefined(),
    readEvent: (_platform, topic, body) => readEvent(topic, body),
    now: () => new Date("2026-04-01T00:00:00Z"),
  }
})
beforeEach(async () => {
  aside = []
  shop = await testBrand(test)
  // A rate so high that an order of some billions is worth more points than can be counted.
  const rates = [{ currency: "USD", points: 100_000, perAmountMinor: 1 }]
  const program = plainProgram({ earningRules: [{ kind: "order-amount", id: "orders", rates }] })
  await publishVersion(test, shop.brandId, program, "2026-01-15T00:00:00Z")
})
afterAll(async () => {
  expect(await verifyBooks(test.owner)).toEqual([])
  await test.close()
})

function delivery(index: number, price = "1.00"): OpenDelivery {
  const id = String(1_000 + index)
  const body = orderBody({ id, customerId: `5${index}`, lines: [{ id: "1", price }] })
  return deliveryOf(Buffer.from(JSON.stringify(body)))
}

function deliveryOf(body: Buffer): OpenDelivery {
  const key = { brandId: shop.brandId, shopId: shop.shopId, deliveryId: randomUUID() }
  return { ...key, topic: "orders/paid", receivedAt: new Date("2026-04-01T00:00:00Z"), body }
}

/** Receives them as one batch and drains it. */
async function settle(batch: OpenDelivery[]): Promise<void> {
  const receive = deliveryReceiver(test.db, () => {})
  await Promise.all(batch.map(receive))
  while (await drainSpool(deps));
}

async function books() {
  const { rows } = await test.owner.query(
    `select (select count(*)::int from orders where brand_id = $1) as orders,
      (select count(*)::int from balances where brand_id = $1 and balance = 10000000) as balances,
      (select count(*)::int from members where brand_id = $1) as members,
      (select count(*)::int from inbox where brand_id = $1 and set_aside_at is null)
        + (select count(*)::int from spool.waiting) as waiting,
      (select count(*)::int from inbox where brand_id = $1 and set_aside_at is not null) as aside`,
    [shop.brandId],
  )
  return rows[0]
}

describe("one poisonous delivery in a batch of 256", () => {
  it.each<[title: string, poison: () => OpenDelivery, code: string]>([
    ["that cannot be read", () => deliveryOf(Buffer.from("{")), "malformed-json"],
    [
      "that is worth more than can be counted",
      () => delivery(900, "900000000000.00"),
      "cannot-be-applied",
    ],
    [
      "that is worth more than a column holds",
      () => delivery(901, "999999999999.99"),
      "cannot-be-applied",
    ],
  ])("%s is set aside alone; the others are settled", async (_title, poison, code) => {
    const batch = Array.from({ length: 255 }, (_, index) => delivery(index))
    const bad = poison()
    batch.splice(137, 0, bad)
    await settle(batch)
    expect(aside).toEqual([
      { deliveryId: bad.deliveryId, reason: expect.objectContaining({ code }) },
    ])
    expect(await books()).toEqual({
      orders: 255,
      balances: 255,
      members: 255,
      waiting: 0,
      aside: 1,
    })
  })

  it("is set aside again when it is replayed with its cause still there", async () => {
    const bad = delivery(902, "900000000000.00")
    await settle([bad, delivery(1)])
    const staff = { brandId: shop.brandId, actor: "a test" }
    const replaying = { ...deps, onDeliveryReplayed: () => {} }
    expect(await replayDelivery(replaying, staff, bad.deliveryId)).toEqual({ ok: true })
    expect(await books()).toMatchObject({ waiting: 1, aside: 0 })
    expect(await drainSpool(deps)).toBe(1)
    expect(aside).toHaveLength(2)
    expect(await books()).toMatchObject({ orders: 1, waiting: 0, aside: 1 })
  })
})

describe("eight poisonous deliveries in a batch of 256", () => {
  it("are all found, wherever they lie", async () => {
    const batch = Array.from({ length: 248 }, (_, index) => delivery(index))
    const bad = Array.from({ length: 8 }, (_, index) => delivery(910 + index, "900000000000.00"))
    for (const [index, one] of bad.entries()) batch.splice(index * 36, 0, one)
    await settle(batch)
    expect(aside.map(({ deliveryId }) => deliveryId).sort()).toEqual(
      bad.map(({ deliveryId }) => deliveryId).sort(),
    )
    expect(await books()).toMatchObject({ orders: 248, balances: 248, waiting: 0, aside: 8 })
  })
})
