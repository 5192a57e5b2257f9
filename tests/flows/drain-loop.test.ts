import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, expect, it } from "vitest"
import { plainProgram, publishVersion, testBrand } from "#tests/support/brand.ts"
import { type TestDatabase, testDatabase } from "#tests/support/database.ts"
import { orderBody } from "#tests/support/shopify-order.ts"
import type { Shop } from "#web/core/shop.ts"
import type { DrainDeps } from "#web/flows/drain-deliveries.ts"
import type { OpenDelivery } from "#web/flows/read-deliveries.ts"
import { deliveryReceiver } from "#web/flows/receive-delivery.ts"
import { startDrain } from "#web/jobs/drain-loop.ts"
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

it("what a crash left in the spool is settled though new deliveries never stop coming", async () => {
  await deliveryReceiver(test.db, () => {})(delivery(1))
  const drain = startDrain(deps)
  const receive = deliveryReceiver(test.db, drain.wake)
  let index = 1
  const storm = setInterval(() => void receive(delivery(++index)), 2)
  try {
    await expect.poll(() => pointsOf("7001"), { timeout: 15_000 }).toBe(1)
  } finally {
    clearInterval(storm)
    await drain.stop()
  }
})

it("a batch that cannot be opened is kept for whoever repairs it, and holds up no other", async () => {
  const { rows } = await test.owner.query(
    "insert into spool.batches (received_at, deliveries) values (now(), 'no zstd') returning batch_id",
  )
  await test.owner.query("insert into spool.waiting (batch_id, size) values ($1, 3)", [
    rows[0].batch_id,
  ])
  await deliveryReceiver(test.db, () => {})(delivery(800_000))
  const failures: string[] = []
  const drain = startDrain({ ...deps, onFailure: (error) => failures.push(String(error)) })
  await expect.poll(() => pointsOf("807000"), { timeout: 5_000 }).toBe(1)
  await drain.stop()
  const kept = await test.owner.query("select damaged_at from spool.waiting where batch_id = $1", [
    rows[0].batch_id,
  ])
  expect(kept.rows).toEqual([{ damaged_at: deps.now() }])
  expect(failures).toEqual([`Error: batch ${rows[0].batch_id} of the spool cannot be opened`])
  await test.owner.query("delete from spool.waiting where damaged_at is not null")
})

it("stored by another process, of which nobody told it, is found all the same", async () => {
  const drain = startDrain(deps)
  await expect.poll(waiting).toBe(0)
  await deliveryReceiver(test.db, () => {})(delivery(900_000))
  await expect.poll(() => pointsOf("907000"), { timeout: 5_000 }).toBe(1)
  await drain.stop()
})

function delivery(index: number): OpenDelivery {
  const id = String(7_000 + index)
  const body = orderBody({ id, customerId: `5${index}`, lines: [{ id: "1", price: "1.00" }] })
  const key = { brandId: shop.brandId, shopId: shop.shopId, deliveryId: randomUUID() }
  const receivedAt = new Date("2026-04-01T00:00:00Z")
  return { ...key, topic: "orders/paid", receivedAt, body: Buffer.from(JSON.stringify(body)) }
}

async function waiting(): Promise<number> {
  const { rows } = await test.owner.query("select count(*)::int as waiting from spool.waiting")
  return rows[0].waiting
}

async function pointsOf(orderId: string): Promise<number> {
  const { rows } = await test.owner.query(
    "select coalesce(sum(points), 0)::int as points from entries where source_id = $1",
    [orderId],
  )
  return rows[0].points
}
