import { createHash } from "node:crypto"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { plainProgram, publishVersion, testBrand } from "#tests/support/brand.ts"
import { type TestDatabase, testDatabase } from "#tests/support/database.ts"
import { line, order } from "#tests/support/order.ts"
import type { OrderSnapshot } from "#web/core/orders/order-snapshot.ts"
import { decodeLines } from "#web/core/orders/settled-order.ts"
import type { Shop } from "#web/core/shop.ts"
import { type OrderChangedDeps, orderChanged } from "#web/flows/order-changed.ts"

let test: TestDatabase
let shop: Shop
const deps: OrderChangedDeps = {
  programs: new Map(),
  digestOf: (code) => createHash("sha256").update(code).digest(),
  onUnissuedCodeUsed: () => {},
  now: () => new Date("2026-03-02T00:00:00Z"),
}

beforeAll(async () => {
  test = await testDatabase()
  shop = await testBrand(test)
  await publishVersion(test, shop.brandId, plainProgram(), "2026-01-15T00:00:00Z")
})
afterAll(() => test.close())

describe("an order", () => {
  it("gives its member a point per dollar, line by line", async () => {
    const placed = order({ orderId: "1", lines: [line("11", 2550), line("12", 1475)] })
    await change(placed)
    expect(await pointsOf("1")).toEqual({ points: 40, lines: [25, 15], reason: "" })
    expect(await entriesOf("1")).toEqual([["order-earned", 40]])
  })

  it("changes nothing when it is delivered again", async () => {
    const placed = order({ orderId: "2" })
    await change(placed, placed)
    await change(placed)
    expect(await entriesOf("2")).toEqual([["order-earned", 40]])
  })

  it("loses exactly what a partial refund takes back", async () => {
    await change(order({ orderId: "3", lines: [line("31", 2000), line("32", 1999)] }))
    await change(refunded("3", [line("31", 2000), line("32", 999)], 5))
    expect(await pointsOf("3")).toMatchObject({ points: 29 })
    await change(refunded("3", [line("31", 0), line("32", 0)], 9))
    expect(await entriesOf("3")).toEqual([
      ["order-earned", 39],
      ["order-refunded", -10],
      ["order-refunded", -29],
    ])
  })

  it("is worth what its newest snapshot says though an older one arrives last", async () => {
    await change(refunded("4", [line("41", 0)], 7))
    await change(order({ orderId: "4", lines: [line("41", 4000)] }))
    expect(await entriesOf("4")).toEqual([])
    expect(await pointsOf("4")).toMatchObject({ points: 0, reason: "nothing-that-counts" })
  })

  it("keeps the rate of its placement when the programme changes before the refund", async () => {
    const dear = plainProgram()
    dear.earningRules[0]!.rates[0]!.points = 10
    await change(order({ orderId: "5" }))
    await publishVersion(test, shop.brandId, dear, "2026-03-01T18:00:00Z", 2)
    await change(refunded("5", [line("1", 1000)], 60 * 8))
    expect(await entriesOf("5")).toEqual([
      ["order-earned", 40],
      ["order-refunded", -30],
    ])
  })
})

describe("an order earns nothing", () => {
  const cases: [string, Partial<OrderSnapshot>, string][] = [
    ["while it is unpaid", { state: "unpaid" }, "unpaid"],
    ["when it is a test", { isTest: true }, "test-order"],
    ["when a company bought it", { isBusiness: true }, "business-order"],
    ["in a currency without a rate", { currency: "EUR" }, "no-rate-for-currency"],
    ["when only a gift card was bought", giftCard(), "nothing-that-counts"],
    ["when it is worth less than a point", { lines: [line("1", 99)] }, "too-small"],
    ["when nobody can be credited", nobody(), "nobody-to-credit"],
    ["when it is older than the programme", beforeProgram(), "before-program"],
  ]
  it.each(cases)("%s, and says why", async (title, changes, reason) => {
    const orderId = String(100 + cases.findIndex(([name]) => name === title))
    await change(order({ orderId, ...changes }))
    expect(await pointsOf(orderId)).toMatchObject({ points: 0, reason })
    expect(await entriesOf(orderId)).toEqual([])
  })

  it("until it is paid, and then it does", async () => {
    await change(order({ orderId: "150", state: "unpaid" }))
    await change(order({ orderId: "150", state: "paid" }))
    expect(await entriesOf("150")).toEqual([["order-earned", 40]])
  })

  it("once it is cancelled, and again when the cancellation is undone", async () => {
    await change(order({ orderId: "151" }))
    await change(order({ orderId: "151", state: "cancelled", modifiedAt: minutesLater(3) }))
    await change(order({ orderId: "151", modifiedAt: minutesLater(4) }))
    expect(await entriesOf("151")).toEqual([
      ["order-earned", 40],
      ["order-cancelled", -40],
      ["order-restored", 40],
    ])
  })
})

describe("a guest's order", () => {
  it("waits under the email, never under an account of the same address", async () => {
    const guest = {
      ...order().buyer,
      customerId: "777",
      hasAccount: false,
      email: "Bo@Example.com ",
    }
    await change(order({ orderId: "200", buyer: guest }))
    await change(order({ orderId: "201", buyer: { ...guest, hasAccount: true } }))
    const { rows } = await test.owner.query(
      `select i.kind, i.value, m.state, b.balance from member_identities i
       join members m using (brand_id, member_id) join balances b using (brand_id, member_id)
       where i.value in ('bo@example.com', '777') order by i.kind`,
    )
    expect(rows).toEqual([
      { kind: "customer", value: "777", state: "member", balance: "40" },
      { kind: "email", value: "bo@example.com", state: "guest", balance: "40" },
    ])
  })
})

describe("points that were spent before the refund", () => {
  it("stop at zero and leave a debt that later orders repay", async () => {
    const buyer = { ...order().buyer, customerId: "900" }
    await change(order({ orderId: "300", buyer }))
    await spend("900", 30)
    await change({ ...refunded("300", [line("1", 0)], 5), buyer })
    expect(await balanceOf("900")).toBe(-30)
    await change(order({ orderId: "301", buyer, lines: [line("2", 5000)] }))
    expect(await balanceOf("900")).toBe(20)
  })

  it("are forgiven beyond the debt that the programme remembers", async () => {
    const kind = plainProgram({ points: { lifeMonths: null, debtLimit: 10 } })
    const kindShop = await testBrand(test)
    await publishVersion(test, kindShop.brandId, kind, "2026-01-15T00:00:00Z")
    await change.in(kindShop, order({ orderId: "310" }))
    await spend("501", 30, kindShop)
    await change.in(kindShop, refunded("310", [line("1", 0)], 5))
    expect(await balanceOf("501", kindShop)).toBe(-10)
    expect(await entriesOf("310", kindShop)).toEqual([
      ["order-earned", 40],
      ["order-refunded", -40],
      ["debt-forgiven", 20],
    ])
  })
})

async function change(...orders: OrderSnapshot[]): Promise<void> {
  await change.in(shop, ...orders)
}
change.in = (at: Shop, ...orders: OrderSnapshot[]) =>
  test.db.acrossBrands((tx) =>
    orderChanged(
      deps,
      tx,
      orders.map((one) => ({ shop: at, order: one })),
    ),
  )

function minutesLater(minutes: number): Date {
  return new Date(order().placedAt.getTime() + minutes * 60_000)
}

function refunded(orderId: string, lines: OrderSnapshot["lines"], minutes: number): OrderSnapshot {
  return order({
    orderId,
    name: `#${orderId}`,
    lines,
    hasRefund: true,
    modifiedAt: minutesLater(minutes),
  })
}

function giftCard(): Partial<OrderSnapshot> {
  return { lines: [line("1", 4000, { exclusion: "gift-card" })] }
}

function nobody(): Partial<OrderSnapshot> {
  const buyer = {
    customerId: null,
    hasAccount: false,
    email: null,
    phone: null,
    name: null,
    locale: null,
  }
  return { buyer }
}

function beforeProgram(): Partial<OrderSnapshot> {
  const placedAt = new Date("2026-01-14T23:59:59Z")
  return { placedAt, modifiedAt: placedAt }
}

async function pointsOf(orderId: string) {
  const { rows } = await test.owner.query(
    "select points, lines, reason from orders where brand_id = $1 and order_id = $2",
    [shop.brandId, orderId],
  )
  const lines = decodeLines(rows[0].lines).map((item) => item.points)
  return { points: Number(rows[0].points), lines, reason: rows[0].reason }
}

async function entriesOf(orderId: string, at = shop): Promise<[string, number][]> {
  const { rows } = await test.owner.query(
    "select kind, points from entries where brand_id = $1 and source_id = $2 order by source, revision",
    [at.brandId, orderId],
  )
  return rows.map((row) => [row.kind, Number(row.points)])
}

async function balanceOf(customerId: string, at = shop): Promise<number> {
  const { rows } = await test.owner.query(
    `select balance from balances join member_identities using (brand_id, member_id)
     where brand_id = $1 and kind = 'customer' and value = $2`,
    [at.brandId, customerId],
  )
  return Number(rows[0].balance)
}

/** Points that went out by other means, posted as the owner. */
async function spend(customerId: string, points: number, at = shop): Promise<void> {
  await test.owner.query(
    `with gone as (
       insert into entries (brand_id, shop_id, source_id, member_id, points, occurred_at, created_at, source, kind,
         revision)
       select brand_id, 0, 1, member_id, -$3::bigint, now(), now(), 'redemption', 'redeemed', 1
       from member_identities where brand_id = $1 and kind = 'customer' and value = $2
       returning brand_id, member_id, points)
     update balances b set balance = balance + gone.points from gone
     where b.brand_id = gone.brand_id and b.member_id = gone.member_id`,
    [at.brandId, customerId, points],
  )
}
