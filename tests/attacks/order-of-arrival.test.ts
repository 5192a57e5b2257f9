import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type TestApp, testApp } from "#tests/support/app.ts"
import { plainProgram, publishVersion, testBrand } from "#tests/support/brand.ts"
import { type BodyOrder, orderBody } from "#tests/support/shopify-order.ts"
import type { OrderSnapshot } from "#web/core/orders/order-snapshot.ts"
import { encodeLines } from "#web/core/orders/settled-order.ts"
import type { ProgramVersion } from "#web/core/program.ts"
import type { Shop } from "#web/core/shop.ts"
import type { StoredOrder } from "#web/db/orders.ts"
import { type Settlement, settleGroup } from "#web/flows/order-settlement.ts"
import { verifyBooks } from "#web/ledger/verify.ts"
import { parseBodyExactly } from "#web/platforms/shopify/parse-body.ts"
import { readOrder } from "#web/platforms/shopify/read-order.ts"

const minute = (n: number) => new Date(Date.UTC(2026, 2, 1, 12, n))
const rug = { id: "11", price: "50.25" }
const lamp = { id: "12", price: "20.50", quantity: 2 }
const vase = { id: "13", price: "9.99" }
const mug = { id: "14", price: "5.00" }
const smallRefund = { id: "81", lines: [{ lineId: "12", subtotal: "20.50" }] }
const largeRefund = { id: "82", lines: [{ lineId: "11", subtotal: "30.00" }] }

/** An order's life: placed, paid, edited twice, refunded twice in part, cancelled. */
const life: [topic: string, state: Partial<BodyOrder>][] = [
  ["orders/create", { status: "pending", lines: [rug] }],
  ["orders/paid", { lines: [rug], updatedAt: minute(1) }],
  ["orders/updated", { lines: [rug, lamp, vase, mug], updatedAt: minute(2) }],
  ["orders/updated", { lines: [rug, lamp, vase], updatedAt: minute(3) }],
  ["orders/updated", { ...after(4), refunds: [smallRefund] }],
  ["orders/updated", { ...after(5), refunds: [smallRefund, largeRefund] }],
  [
    "orders/cancelled",
    { ...after(6), refunds: [smallRefund, largeRefund], cancelledAt: minute(6) },
  ],
]
/** 50.25 + 2 x 20.50 + 9.99 - 20.50 - 30.00 = 50.74 */
const pointsBeforeCancelling = 50

function after(n: number): Partial<BodyOrder> {
  return { lines: [rug, lamp, vase], status: "partially_refunded", updatedAt: minute(n) }
}

const bodyOf = (stage: number, id: string, customerId: string) =>
  orderBody({ id, customerId, lines: [], placedAt: minute(0), ...life[stage]![1] })

const snapshotOf = (body: object) => readOrder(parseBodyExactly(Buffer.from(JSON.stringify(body))))

/** Every order in which the items can come. */
function* permutations<T>(items: readonly T[]): Generator<T[]> {
  if (!items.length) return yield []
  for (const [index, item] of items.entries()) {
    const others = items.toSpliced(index, 1)
    for (const rest of permutations(others)) yield [item, ...rest]
  }
}

/** The order with one duplicate of each item somewhere behind it; where, follows from `seed`. */
function withDuplicates(stages: readonly number[], seed: number): number[] {
  const all = [...stages]
  for (const stage of stages) {
    const first = all.indexOf(stage)
    const place = first + 1 + ((seed * 31 + stage * 17) % (all.length - first))
    all.splice(place, 0, stage)
  }
  return all
}

describe("the stages of an order's life, each told twice", () => {
  const shop: Shop = {
    brandId: 1,
    shopId: 1,
    platform: "shopify",
    domain: "a.myshopify.com",
    currency: "USD",
    timeZone: "UTC",
    locale: "en",
  }
  const terms: ProgramVersion[] = [
    { version: 1, settings: plainProgram(), publishedAt: new Date("2026-01-01") },
  ]
  const snapshots = life.map((_, stage) => snapshotOf(bodyOf(stage, "1001", "501")))

  /** Settles as the flow does, with the stored row and the entries in memory. */
  function settleInMemory(stages: readonly number[]) {
    let stored: StoredOrder | undefined
    const entries: number[] = []
    for (const stage of stages) {
      const settled = settleGroup({ shop, orders: [snapshots[stage]!] }, stored, "1", terms)
      if (!settled) continue
      stored = rowOf(settled, snapshots[stage]!)
      if (settled.entry) entries.push(settled.entry.points)
    }
    return {
      lines: stored!.lines,
      state: stored!.state,
      balance: entries.reduce((a, b) => a + b, 0),
      keptPoints: Number(stored!.points),
    }
  }

  it("end the same in all 5,040 orders of arrival", () => {
    const stages = life.map((_, stage) => stage)
    const inOrder = settleInMemory(stages)
    expect(inOrder).toMatchObject({ state: "cancelled", balance: 0, keptPoints: 0 })
    let count = 0
    for (const arrival of permutations(stages)) {
      const told = withDuplicates(arrival, count++)
      const ended = settleInMemory(told)
      if (JSON.stringify(ended) !== JSON.stringify(inOrder))
        expect(ended, `${told}`).toEqual(inOrder)
    }
    expect(count).toBe(5_040)
  })

  it("end the same in all 720 orders of arrival when it is not cancelled", () => {
    const stages = [0, 1, 2, 3, 4, 5]
    const inOrder = settleInMemory(stages)
    expect(inOrder).toMatchObject({ state: "paid", balance: pointsBeforeCancelling })
    let count = 0
    for (const arrival of permutations(stages)) {
      const told = withDuplicates(arrival, count++)
      expect(settleInMemory(told), `${told}`).toEqual(inOrder)
    }
    expect(count).toBe(720)
  })
})

function rowOf({ row }: Settlement, order: OrderSnapshot): StoredOrder {
  return {
    brand_id: row.brandId,
    shop_id: row.shopId,
    order_id: row.orderId,
    member_id: row.memberId,
    modified_at: order.modifiedAt,
    points: String(row.points),
    program_version: row.programVersion,
    revision: row.revision,
    state: row.state,
    lines: encodeLines(row.lines),
    reason: row.reason ?? "",
  }
}

describe("over HTTP and through the database", () => {
  let app: TestApp
  let shop: Shop

  beforeAll(async () => {
    app = await testApp()
    shop = await testBrand(app)
    await publishVersion(app, shop.brandId, plainProgram(), "2026-01-15T00:00:00Z")
  })
  afterAll(async () => {
    expect(await verifyBooks(app.owner)).toEqual([])
    expect(app.failures).toEqual([])
    await app.close()
  })

  async function tell(stages: readonly number[], id: string): Promise<void> {
    for (const stage of stages) {
      const { status } = await app.deliver(shop, life[stage]![0], bodyOf(stage, id, `5${id}`))
      expect(status).toBe(200)
    }
  }

  it.each<[title: string, stages: number[], points: number]>([
    ["a refund before the order was heard of", [4, 0, 1, 2, 3], 80],
    ["a cancellation before the payment", [6, 0, 1], 0],
    ["an edit before the order was placed", [2, 0, 1], 106],
    ["the payment before the order was placed", [1, 0], 50],
    ["everything backwards", [6, 5, 4, 3, 2, 1, 0], 0],
    ["everything but the cancellation backwards", [5, 4, 3, 2, 1, 0], 50],
  ])("%s changes nothing about where it ends", async (title, stages, points) => {
    const id = String(2000 + title.length)
    await tell(stages, id)
    await app.drained()
    expect(await app.balanceOf(shop, `5${id}`)).toBe(points)
  })

  it("200 orders of arrival with duplicates, all at once, end as told in order", async () => {
    const arrivals = [...permutations([0, 1, 2, 3, 4, 5])].filter((_, index) => index % 18 === 0)
    const cancelled = [...permutations(life.keys().toArray())].filter((_, i) => i % 31 === 0)
    const told = [...arrivals, ...cancelled.slice(0, 160)].map(withDuplicates)
    expect(told).toHaveLength(200)
    await Promise.all(told.map((stages, index) => tell(stages, String(3000 + index))))
    await app.drained()
    const { rows } = await app.owner.query(
      `select o.points::int, coalesce(b.balance, 0)::int as balance, (select string_agg(split_part(line, '.', 3), ' ')
          from string_to_table(o.lines, ';') as line) as lines
       from orders o left join balances b using (brand_id, member_id)
       where o.shop_id = $1 and o.order_id between 3000 and 3199 order by o.order_id`,
      [shop.shopId],
    )
    const ended = { points: 50, balance: 50, lines: "2025 2050 999" }
    const endedCancelled = { points: 0, balance: 0, lines: "2025 2050 999" }
    expect(rows).toEqual([...Array(40).fill(ended), ...Array(160).fill(endedCancelled)])
  })
})
