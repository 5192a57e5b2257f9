import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { plainProgram, publishVersion, testBrand } from "#tests/support/brand.ts"
import { type TestDatabase, testDatabase } from "#tests/support/database.ts"
import { line, order } from "#tests/support/order.ts"
import type { OrderSnapshot } from "#web/core/orders/order-snapshot.ts"
import { compareSettled } from "#web/core/orders/settled-order.ts"
import { settleOrder } from "#web/core/settle-order.ts"
import type { Shop } from "#web/core/shop.ts"
import { type OrderChangedDeps, orderChanged } from "#web/flows/order-changed.ts"
import { verifyBooks } from "#web/ledger/verify.ts"

const program = plainProgram({ points: { lifeMonths: 3, debtLimit: 10_000 } })
program.earningRules[0]!.rates[0]!.perAmountMinor = 70 // does not divide: the remainders matter

const deps: OrderChangedDeps = {
  programs: new Map(),
  digestOf: (code) => Buffer.from(code),
  onUnissuedCodeUsed: () => {},
  now: () => new Date("2026-06-01T00:00:00Z"),
}

let test: TestDatabase
/** The same histories are told in two brands: as they came, and as the newest snapshots in order of placement. */
let told: Shop
let settled: Shop
let member = 0

beforeAll(async () => {
  test = await testDatabase()
  told = await testBrand(test)
  settled = await testBrand(test)
  for (const { brandId } of [told, settled]) {
    await publishVersion(test, brandId, program, "2026-01-01T00:00:00Z")
  }
})
afterAll(() => test.close())

/** One change in an order's life; it may fall into the same second as the one before. */
const stage = fc.record({
  secondsLater: fc.integer({ min: 0, max: 2 }),
  state: fc.constantFrom("unpaid" as const, "paid" as const, "paid" as const, "cancelled" as const),
  amounts: fc.array(fc.integer({ min: 0, max: 9_999 }), { minLength: 1, maxLength: 3 }),
  hasRefund: fc.boolean(),
})
type Stage = typeof stage extends fc.Arbitrary<infer T> ? T : never
const life = fc.record({
  placedMinute: fc.integer({ min: 0, max: 500 }),
  stages: fc.array(stage, { minLength: 1, maxLength: 5 }),
})

describe("the snapshots of a member's orders", () => {
  it("in any order and batches, with any duplicates, end as the newest in order of placement", async () => {
    const lives = fc.array(life, { minLength: 1, maxLength: 4 })
    const telling = fc.array(fc.nat(), { minLength: 20, maxLength: 20 })
    const property = fc.asyncProperty(lives, telling, async (histories, chance) => {
      member++
      const orders = histories.map(({ placedMinute, stages }, index) =>
        snapshotsOf(placedMinute, stages, String(member * 10 + index)),
      )
      for (const batch of batchesOf(orders.flat(), chance)) await tell(told, batch)
      const newest = orders.map(newestOf).sort((a, b) => Number(a.placedAt) - Number(b.placedAt))
      for (const snapshot of newest) await tell(settled, [snapshot])
      expect(await booksOf(told)).toEqual(await booksOf(settled))
    })
    await fc.assert(property, { numRuns: 1_000 })
    expect(await verifyBooks(test.owner)).toEqual([])
  }, 600_000)
})

function snapshotsOf(placedMinute: number, stages: Stage[], orderId: string): OrderSnapshot[] {
  const placedAt = new Date(Date.UTC(2026, 2, 1, 0, placedMinute))
  let modified = placedAt.getTime()
  return stages.map(({ secondsLater, state, amounts, hasRefund }) => {
    modified += secondsLater * 1_000
    return order({
      orderId,
      placedAt,
      modifiedAt: new Date(modified),
      state,
      hasRefund,
      lines: amounts.map((amount, index) => line(String(index + 1), amount)),
      buyer: { ...order().buyer, customerId: String(member) },
    })
  })
}

function newestOf(snapshots: OrderSnapshot[]): OrderSnapshot {
  return snapshots.reduce((a, b) =>
    compareSettled(settleOrder(b, program), settleOrder(a, program)) > 0 ? b : a,
  )
}

/** Every snapshot at least once, some twice, shuffled and cut into batches by `chance`. */
function batchesOf(snapshots: OrderSnapshot[], chance: number[]): OrderSnapshot[][] {
  const at = (index: number) => chance[index % chance.length]! + index
  const all = snapshots.flatMap((snapshot, index) =>
    at(index) % 3 ? [snapshot] : [snapshot, snapshot],
  )
  for (let index = all.length - 1; index > 0; index--) {
    const other = at(index) % (index + 1)
    ;[all[index], all[other]] = [all[other]!, all[index]!]
  }
  const batches: OrderSnapshot[][] = []
  while (all.length) batches.push(all.splice(0, 1 + (at(all.length) % 4)))
  return batches
}

function tell(shop: Shop, orders: OrderSnapshot[]): Promise<void> {
  const changes = orders.map((one) => ({ shop, order: one }))
  return test.db.acrossBrands((tx) => orderChanged(deps, tx, changes))
}

/** What the books say of the member: net per line, what tiers count, the balance and what is left of each lot. */
async function booksOf({ brandId }: Shop) {
  const { rows } = await test.owner.query(
    `with m as (select member_id from member_identities where brand_id = $1 and kind = 'customer' and value = $2)
     select
       (select jsonb_agg(jsonb_build_array(order_id, lines, points, state, reason) order by order_id)
         from orders where brand_id = $1 and order_id / 10 = $2::bigint) as orders,
       (select jsonb_build_array(balance, earned_points, spend_minor, order_count)
         from balances join m using (member_id) where brand_id = $1) as balance,
       (select jsonb_agg(jsonb_build_array(source_id, points, remaining, expires_at) order by source_id)
         from lots join m using (member_id) where brand_id = $1) as lots`,
    [brandId, String(member)],
  )
  const { balance, ...books } = rows[0]
  return { ...books, balance: balance ?? [0, 0, 0, 0] }
}
