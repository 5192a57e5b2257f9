import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type TestApp, testApp } from "#tests/support/app.ts"
import { plainProgram, publishVersion, testBrand } from "#tests/support/brand.ts"
import { line, order } from "#tests/support/order.ts"
import { type BodyLine, type BodyOrder, orderBody } from "#tests/support/shopify-order.ts"
import { settleOrder } from "#web/core/settle-order.ts"
import type { Shop } from "#web/core/shop.ts"
import { verifyBooks } from "#web/ledger/verify.ts"

const rates = [
  { currency: "USD", points: 1, perAmountMinor: 100 },
  { currency: "JPY", points: 1, perAmountMinor: 100 },
  { currency: "KWD", points: 3, perAmountMinor: 1000 },
]
const program = plainProgram({ earningRules: [{ kind: "order-amount", id: "orders", rates }] })

let app: TestApp
let shop: Shop
let orders = 1_000

beforeAll(async () => {
  app = await testApp()
})
beforeEach(async () => {
  shop = await testBrand(app)
  await publishVersion(app, shop.brandId, program, "2026-01-15T00:00:00Z")
})
afterAll(async () => {
  expect(await verifyBooks(app.owner)).toEqual([])
  expect(app.failures).toEqual([])
  await app.close()
})

/** Buys as a new customer; the points that they then have, or the code of the reason why it was set aside. */
async function buy(lines: BodyLine[], changes: Partial<BodyOrder> = {}): Promise<number | string> {
  const id = String(++orders)
  await app.deliver(shop, "orders/paid", orderBody({ id, customerId: id, lines, ...changes }))
  await app.drained()
  const [aside] = await app.setAsideOf(shop)
  return aside?.reason.code ?? (await app.balanceOf(shop, id)) ?? "no member"
}

const one = (price: string, changes: Partial<BodyLine> = {}): BodyLine[] => [
  { id: "1", price, ...changes },
]

describe("money is counted exactly, or refused", () => {
  it.each<[title: string, currency: string, price: string, points: number | string]>([
    ["yen, which have no decimals", "JPY", "12345", 123],
    ["yen written with decimals of zero", "JPY", "12345.00", 123],
    ["half a yen", "JPY", "12345.5", "bad-amount"],
    ["dinars, which have three decimals", "KWD", "33.333", 99],
    ["dinars written with two", "KWD", "33.34", 100],
    ["a ten-thousandth of a dinar", "KWD", "1.0001", "bad-amount"],
    ["a cent short of a point", "USD", "0.99", 0],
    ["19.99, which no float holds", "USD", "19.99", 19],
    ["4.35, of which a float makes 434.99", "USD", "4.35", 4],
    ["more decimals, all of them zero", "USD", "40.0000", 40],
    ["half a cent", "USD", "0.005", "bad-amount"],
    ["nothing", "USD", "0.00", 0],
    ["minus nothing", "USD", "-0", 0],
    ["minus nothing, written out", "USD", "-0.00", 0],
    ["thousands marked with commas", "USD", "1,000.00", "bad-amount"],
    ["a decimal comma", "USD", "40,00", "bad-amount"],
    ["powers of ten", "USD", "1e3", "bad-amount"],
    ["hexadecimal", "USD", "0x28", "bad-amount"],
    ["spaces around", "USD", " 40.00 ", "bad-amount"],
    ["a plus sign", "USD", "+40.00", "bad-amount"],
    ["no digit before the point", "USD", ".50", "bad-amount"],
    ["no digit after the point", "USD", "40.", "bad-amount"],
    ["infinity", "USD", "Infinity", "bad-amount"],
    ["a trillion dollars, the most that is believed", "USD", "999999999999.00", 999_999_999_999],
    ["10^15", "USD", "1000000000000000", "bad-amount"],
  ])("%s", async (_title, currency, price, points) => {
    expect(await buy(one(price), { currency })).toBe(points)
  })

  it("what the shopper saw in another currency does not count", async () => {
    const body = orderBody({ id: "7", customerId: "507", lines: one("40.00") })
    const text = JSON.stringify(body).replaceAll(
      '"presentment_money":{"amount":"40.00","currency_code":"USD"}',
      '"presentment_money":{"amount":"6000","currency_code":"JPY"}',
    )
    expect(text).toContain('"JPY"')
    await app.deliver(shop, "orders/paid", text)
    await app.drained()
    expect(await app.balanceOf(shop, "507")).toBe(40)
  })

  it("a currency that the programme has no rate for earns nothing, and is no error", async () => {
    expect(await buy(one("40.00"), { currency: "EUR" })).toBe(0)
  })

  it("amounts that come as numbers instead of text are read to the cent", async () => {
    const text = JSON.stringify(orderBody({ id: "8", customerId: "508", lines: one("4.35") }))
    await app.deliver(shop, "orders/paid", text.replaceAll('"4.35"', "4.35"))
    await app.deliver(
      shop,
      "orders/paid",
      text.replaceAll('"4.35"', "1e21").replace('"id":8', '"id":9'),
    )
    await app.drained()
    expect(await app.balanceOf(shop, "508")).toBe(4)
    expect(await app.setAsideOf(shop)).toMatchObject([
      { reason: { code: "bad-amount", value: "1e+21" } },
    ])
  })
})

describe("an order in a thousand lines", () => {
  const cents = (index: number) => 5 + ((index * 7) % 11)
  const lines = Array.from({ length: 1_000 }, (_, index) => ({
    id: String(index + 1),
    price: `0.${String(cents(index)).padStart(2, "0")}`,
  }))
  const totalMinor = lines.reduce((sum, _, index) => sum + cents(index), 0)

  it("earns what it would in one line, from a body of a megabyte", async () => {
    const body = orderBody({ id: "1", customerId: "501", lines })
    expect(JSON.stringify(body).length).toBeGreaterThan(900_000)
    expect(await buy(lines)).toBe(Math.floor(totalMinor / 100))
  })

  it("each bought alone is too small to earn: cutting an order up gains nothing", async () => {
    const apart = lines.slice(0, 50).map((each) => buy([each]))
    expect(new Set(await Promise.all(apart))).toEqual(new Set([0]))
  })

  it("refunded line by line has at every step what its rest is worth, and ends at nothing", () => {
    let left = totalMinor
    const amounts = lines.map((_, index) => cents(index))
    for (let step = 0; step <= 1_000; step++) {
      const snapshot = order({ lines: amounts.map((amount, i) => line(String(i + 1), amount)) })
      const settled = settleOrder(snapshot, program)
      if (settled.points !== Math.floor(left / 100))
        expect([step, settled.points]).toEqual([step, left])
      const shares = settled.lines.reduce((sum, each) => sum + each.points, 0)
      expect(shares).toBe(settled.points)
      left -= amounts[step] ?? 0
      amounts[step] = 0
    }
    expect(left).toBe(0)
  })

  it("refunded in twenty steps through the books never owes nor keeps a point too many", async () => {
    const few = lines.slice(0, 100)
    const customerId = String(++orders)
    let left = few.reduce((sum, _, index) => sum + cents(index), 0)
    const refunds: BodyOrder["refunds"] = []
    for (let step = 0; step <= 20; step++) {
      const body = orderBody({
        id: customerId,
        customerId,
        lines: few,
        refunds,
        updatedAt: new Date(Date.UTC(2026, 2, 1, 12, step)),
      })
      await app.deliver(shop, "orders/updated", body)
      await app.drained()
      expect(await app.balanceOf(shop, customerId)).toBe(Math.floor(left / 100))
      const back = few.slice(step * 5, step * 5 + 5)
      refunds.push({
        id: String(step + 1),
        lines: back.map(({ id, price }) => ({ lineId: id, subtotal: price })),
      })
      left -= back.reduce((sum, { id }) => sum + cents(Number(id) - 1), 0)
    }
    expect(left).toBe(0)
  })
})
