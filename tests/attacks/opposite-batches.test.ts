import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, expect, it } from "vitest"
import { plainProgram, publishVersion, testBrand } from "#tests/support/brand.ts"
import { type TestDatabase, testDatabase } from "#tests/support/database.ts"
import { orderBody } from "#tests/support/shopify-order.ts"
import type { Shop } from "#web/core/shop.ts"
import { type DrainDeps, settleDeliveries } from "#web/flows/drain-deliveries.ts"
import { type OpenDelivery, readDeliveries } from "#web/flows/read-deliveries.ts"
import { verifyBooks } from "#web/ledger/verify.ts"
import { readEvent } from "#web/platforms/shopify/read-event.ts"

let test: TestDatabase
let shop: Shop
let deps: DrainDeps

beforeAll(async () => {
  test = await testDatabase()
  shop = await testBrand(test)
  await publishVersion(test, shop.brandId, plainProgram(), "2026-01-15T00:00:00Z")
  deps = {
    db: test.db,
    programs: new Map(),
    digestOf: (code) => Buffer.from(code),
    onUnissuedCodeUsed: () => {},
    onSetAside: (_delivery, reason) => expect(reason).toBeUndefined(),
    onFailure: (error) => expect(error).toBeUndefined(),
    readEvent: (_platform, topic, body) => readEvent(topic, body),
    now: () => new Date("2026-04-01T00:00:00Z"),
  }
})
afterAll(() => test.close())

const received = new Date("2026-04-01T00:00:00Z")
const members = 12
const perBatch = 24

/** A delivery of one of the round's orders, as of a minute; orders share few members. */
function delivery(round: number, index: number, minute: number): OpenDelivery {
  const body = orderBody({
    id: String(1_000_000 + round * 1000 + index),
    customerId: String(500 + ((index * 7 + round) % members)),
    lines: [{ id: "1", price: `${10 + minute}.00` }],
    updatedAt: new Date(Date.UTC(2026, 2, 1, 12, minute)),
  })
  const key = { brandId: shop.brandId, shopId: shop.shopId, deliveryId: randomUUID() }
  return {
    ...key,
    topic: "orders/updated",
    receivedAt: received,
    body: Buffer.from(JSON.stringify(body)),
  }
}

async function settle(batch: OpenDelivery[]): Promise<void> {
  await settleDeliveries(deps, await readDeliveries(deps, batch))
}

it("batches of the same orders and members in opposite order never fail, and lose nothing", async () => {
  const rounds = 120
  for (let round = 0; round < rounds; round++) {
    const orders = Array.from({ length: perBatch }, (_, index) => index)
    const batches = [
      orders.map((index) => delivery(round, index, 1)),
      orders.toReversed().map((index) => delivery(round, index, 2)),
      orders.toSorted((a, b) => ((a * 5) % 7) - ((b * 5) % 7)).map((i) => delivery(round, i, 3)),
    ]
    await Promise.all(batches.map((batch) => settle(batch)))
  }
  const { rows } = await test.owner.query(
    `select (select count(*)::int from inbox) as waiting, (select count(*)::int from orders) as orders,
      (select sum(balance)::int from balances) as points`,
  )
  const orders = rounds * perBatch
  expect(rows[0]).toEqual({ waiting: 0, orders, points: orders * 13 })
  expect(await verifyBooks(test.owner)).toEqual([])
  expect(await deadlocks()).toBe(0)
}, 120_000)

/** How many the database had to break up, each after a second's wait. */
async function deadlocks(): Promise<number> {
  const { rows } = await test.owner.query(
    "select deadlocks::int from pg_stat_database where datname = current_database()",
  )
  return rows[0].deadlocks
}
