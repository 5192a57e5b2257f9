import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { plainProgram, publishVersion, testBrand } from "#tests/support/brand.ts"
import { type TestDatabase, testDatabase } from "#tests/support/database.ts"
import { line, order } from "#tests/support/order.ts"
import { settle } from "#tests/support/settle.ts"
import type { OrderSnapshot } from "#web/core/orders/order-snapshot.ts"
import type { Shop } from "#web/core/shop.ts"
import { verifyBooks } from "#web/ledger/verify.ts"

let test: TestDatabase
let shop: Shop

beforeAll(async () => {
  test = await testDatabase()
  shop = await testBrand(test)
  await publishVersion(test, shop.brandId, plainProgram(), "2026-01-15T00:00:00Z")
})
afterAll(async () => {
  expect(await verifyBooks(test.owner)).toEqual([])
  await test.close()
})

const nobody = {
  customerId: null,
  hasAccount: false,
  email: null,
  phone: null,
  name: null,
  locale: null,
}

/** An order whose newest snapshot, a refund of half, does not tell who bought. */
function story(orderId: string): [placed: OrderSnapshot, refunded: OrderSnapshot] {
  const buyer = { ...order().buyer, customerId: orderId }
  const placed = order({ orderId, buyer })
  const modifiedAt = new Date("2026-03-01T13:00:00Z")
  const lines = [line("1", 2000)]
  return [placed, { ...placed, modifiedAt, hasRefund: true, lines, buyer: nobody }]
}

describe("an order that only its older snapshot says who placed", () => {
  it.each([
    ["told in order", "101", ([placed, refunded]) => [[placed], [refunded]]],
    ["told in the opposite order", "102", ([placed, refunded]) => [[refunded], [placed]]],
    ["told at once", "103", ([placed, refunded]) => [[placed, refunded]]],
    ["told at once, backwards", "104", ([placed, refunded]) => [[refunded, placed]]],
    [
      "told backwards, with duplicates",
      "105",
      ([placed, refunded]) => [[refunded], [refunded], [placed], [refunded, placed]],
    ],
  ] satisfies [string, string, (story: [OrderSnapshot, OrderSnapshot]) => OrderSnapshot[][]][])(
    "%s, gives that buyer what the newest one is worth",
    async (_title, orderId, tell) => {
      for (const batch of tell(story(orderId))) await settle(test, shop, batch)
      expect(await totalsOf(orderId)).toEqual({ balance: 20, spend: 2000, orders: 1 })
    },
  )

  it("counts as spent, though it is too small to earn", async () => {
    const placed = order({ orderId: "106", lines: [line("1", 60)] })
    const buyer = { ...placed.buyer, customerId: "106" }
    const modifiedAt = new Date("2026-03-01T13:00:00Z")
    await settle(test, shop, [{ ...placed, buyer: nobody }])
    await settle(test, shop, [{ ...placed, buyer, modifiedAt }])
    expect(await totalsOf("106")).toEqual({ balance: 0, spend: 60, orders: 1 })
  })
})

async function totalsOf(customerId: string) {
  const { rows } = await test.owner.query(
    `select balance::int, spend_minor::int as spend, order_count as orders
     from balances join member_identities using (brand_id, member_id) where value = $1`,
    [customerId],
  )
  return rows[0]
}
