import { afterAll, beforeAll, expect, it } from "vitest"
import { testBrand } from "#tests/support/brand.ts"
import { type TestDatabase, testDatabase } from "#tests/support/database.ts"
import type { Shop } from "#web/core/shop.ts"
import { followHints } from "#web/flows/follow-hints.ts"

let test: TestDatabase
let shop: Shop
beforeAll(async () => {
  test = await testDatabase()
  shop = await testBrand(test)
})
afterAll(() => test.close())

it("an older hint that comes late does not take the place of a newer one", async () => {
  await hint("1001", "2026-03-01T12:05:00Z")
  await hint("1001", "2026-03-01T12:05:00Z")
  await hint("1001", "2026-03-01T12:00:00Z")
  expect(await waiting("1001")).toEqual(["2026-03-01T12:00:00.000Z", "2026-03-01T12:05:00.000Z"])
})

it("is followed within the minute, wherever a sandbox's clock has been moved to", async () => {
  const nextYear = new Date(Date.now() + 400 * 86_400_000)
  await hint("1002", nextYear.toISOString())
  const { rows } = await test.owner.query(
    "select run_at < now() + interval '1 minute' as soon from graphile_worker.jobs where key like '% 1002%'",
  )
  expect(rows).toEqual([{ soon: true }])
})

async function hint(orderId: string, changedAt: string): Promise<void> {
  const event = { kind: "order-hint", orderId, changedAt: new Date(changedAt) } as const
  await test.db.acrossBrands((tx) => followHints(tx, [{ shop, event }]))
}

async function waiting(orderId: string): Promise<string[]> {
  const { rows } = await test.owner.query(
    `select payload ->> 'changedAt' as changed from graphile_worker._private_jobs
     where payload ->> 'orderId' = $1 order by 1`,
    [orderId],
  )
  return rows.map((row) => row.changed)
}
