import { afterAll, beforeAll, expect, it } from "vitest"
import { testBrand } from "#tests/support/brand.ts"
import { type TestDatabase, testDatabase } from "#tests/support/database.ts"
import { packDeliveries } from "#web/db/pack-deliveries.ts"
import { spoolBatch } from "#web/db/spool.ts"
import { forgetBodies } from "#web/flows/forget-bodies.ts"

let test: TestDatabase
beforeAll(async () => {
  test = await testDatabase()
})
afterAll(() => test.close())

const now = () => new Date("2026-04-01T00:00:00Z")

it("forgets everything received more than two weeks ago, however much there is", async () => {
  await test.owner.query(
    `insert into spool.batches (received_at, deliveries)
     select day::timestamptz, 'raw deliveries'
     from unnest(array['2026-03-01', '2026-03-25']) day, generate_series(1, 2500)`,
  )
  await forgetBodies({ db: test.db, now })
  const { rows } = await test.owner.query(
    "select received_at::date::text as day, count(*)::int as batches from spool.batches group by 1",
  )
  expect(rows).toEqual([{ day: "2026-03-25", batches: 2500 }])
})

it("keeps what is not settled yet, and the body of what was set aside", async () => {
  const { brandId, shopId } = await testBrand(test)
  const receivedAt = new Date("2026-03-01T00:00:00Z")
  const delivery = {
    brandId,
    shopId,
    deliveryId: "5f0c1c3e-3f5a-4c55-9d5e-0a1b2c3d4e5f",
    topic: "orders/paid",
    receivedAt,
    body: Buffer.from("a body"),
  }
  const packed = packDeliveries([delivery])
  const batchId = await spoolBatch(test.db.drain, { packed, size: 1, receivedAt })
  await test.owner.query(
    `insert into inbox (brand_id, shop_id, delivery_id, topic, received_at, body, set_aside_at)
     values ($1, $2, $3, 'orders/paid', $4, 'a body', $4)`,
    [brandId, shopId, delivery.deliveryId, receivedAt],
  )
  await forgetBodies({ db: test.db, now })
  const { rows: batches } = await test.owner.query(
    "select from spool.batches where batch_id = $1",
    [batchId],
  )
  const { rows: aside } = await test.owner.query(
    "select body is not null as kept from inbox where brand_id = $1",
    [brandId],
  )
  expect(batches).toHaveLength(1)
  expect(aside).toEqual([{ kept: true }])
})
