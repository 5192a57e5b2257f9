import { afterAll, beforeAll, expect, it } from "vitest"
import { testBrand } from "#tests/support/brand.ts"
import { type TestDatabase, testDatabase } from "#tests/support/database.ts"
import { forgetBodies } from "#web/flows/forget-bodies.ts"

let test: TestDatabase
beforeAll(async () => {
  test = await testDatabase()
})
afterAll(() => test.close())

const now = () => new Date("2026-04-01T00:00:00Z")

it("forgets every body older than two weeks, however many there are, and of shops that left too", async () => {
  const busy = await testBrand(test)
  const left = await testBrand(test)
  await test.owner.query("update shop_directory set installed = false where shop_id = $1", [
    left.shopId,
  ])
  for (const { brandId, shopId } of [busy, left]) {
    await test.owner.query(
      `insert into deliveries (brand_id, shop_id, delivery_id, received_at, topic, body)
       select $1, $2, gen_random_uuid(), day::timestamptz, 'orders/paid', 'a body'
       from unnest(array['2026-03-01', '2026-03-25']) day, generate_series(1, 2500)`,
      [brandId, shopId],
    )
  }
  await forgetBodies({ db: test.db, now })
  const { rows } = await test.owner.query(
    `select received_at::date::text as day, count(body)::int as bodies, count(*)::int as receipts
     from deliveries group by 1 order by 1`,
  )
  expect(rows).toEqual([
    { day: "2026-03-01", bodies: 0, receipts: 5000 },
    { day: "2026-03-25", bodies: 5000, receipts: 5000 },
  ])
})

it("keeps the body of a delivery that was set aside: it may be replayed", async () => {
  const { brandId, shopId } = await testBrand(test)
  await test.owner.query(
    `with kept as (
       insert into deliveries (brand_id, shop_id, delivery_id, received_at, topic, body)
       values ($1, $2, gen_random_uuid(), '2026-03-01', 'orders/paid', 'a body') returning *)
     insert into inbox (brand_id, shop_id, delivery_id, set_aside_at)
     select brand_id, shop_id, delivery_id, received_at from kept`,
    [brandId, shopId],
  )
  await forgetBodies({ db: test.db, now })
  const { rows } = await test.owner.query(
    "select count(body)::int as bodies from deliveries where brand_id = $1",
    [brandId],
  )
  expect(rows[0].bodies).toBe(1)
})
