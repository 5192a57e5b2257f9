import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, expect, it } from "vitest"
import { plainProgram, publishVersion, testBrand } from "#tests/support/brand.ts"
import { type TestDatabase, testDatabase } from "#tests/support/database.ts"
import { orderBody } from "#tests/support/shopify-order.ts"
import type { Shop } from "#web/core/shop.ts"
import type { OpenDelivery } from "#web/flows/drain-deliveries.ts"
import { deliveryReceiver } from "#web/flows/receive-delivery.ts"
import { type DrainLoopDeps, startDrain } from "#web/jobs/drain-loop.ts"
import { readEvent } from "#web/platforms/shopify/read-event.ts"

let test: TestDatabase
let shop: Shop
let deps: DrainLoopDeps

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
    intake: { waiting: 0 },
    now: () => new Date("2026-04-01T00:00:00Z"),
  }
})
afterAll(() => test.close())

it("what a crash left in the inbox is settled though new deliveries never stop coming", async () => {
  const left = delivery(1)
  await deliveryReceiver(test.db, deps.intake, () => {})({ ...left, receivedAt: new Date() })
  const one = delivery(2)
  const drain = startDrain(deps)
  // Known already, so that they cost next to nothing: what matters is that some always wait.
  const storm = setInterval(() => drain.offer(Array.from({ length: 600 }, () => one)), 5)
  try {
    await expect.poll(() => waiting(), { timeout: 15_000 }).toBe(0)
  } finally {
    clearInterval(storm)
    await drain.stop()
  }
})

function delivery(index: number): OpenDelivery {
  const id = String(7_000 + index)
  const body = orderBody({ id, customerId: `5${index}`, lines: [{ id: "1", price: "1.00" }] })
  const key = { brandId: shop.brandId, shopId: shop.shopId, deliveryId: randomUUID() }
  return { ...key, topic: "orders/paid", body: Buffer.from(JSON.stringify(body)) }
}

async function waiting(): Promise<number> {
  const { rows } = await test.owner.query(
    "select count(*)::int as waiting from inbox where set_aside_at is null",
  )
  return rows[0].waiting
}
