import { randomBytes } from "node:crypto"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { claims, sign } from "#tests/support/admin.ts"
import { type SetAside, type TestApp, testApp } from "#tests/support/app.ts"
import { plainProgram, publishVersion, testBrand } from "#tests/support/brand.ts"
import { orderBody } from "#tests/support/shopify-order.ts"
import type { Shop } from "#web/core/shop.ts"

let app: TestApp
let shop: Shop

beforeAll(async () => {
  app = await testApp()
})
beforeEach(async () => {
  shop = await testBrand(app)
  await publishVersion(app, shop.brandId, plainProgram(), "2026-01-15T00:00:00Z")
})
afterEach(async () => {
  expect(app.failures).toEqual([])
})
afterAll(() => app.close())

/** Nothing of the shop is in the books, not even the buyer. */
async function nothingApplied() {
  const { rows } = await app.owner.query(
    `select (select count(*)::int from orders where brand_id = $1) as orders,
      (select count(*)::int from entries where brand_id = $1) as entries,
      (select count(*)::int from balances where brand_id = $1) as balances,
      (select count(*)::int from members where brand_id = $1) as members`,
    [shop.brandId],
  )
  expect(rows[0]).toEqual({ orders: 0, entries: 0, balances: 0, members: 0 })
}

async function seenByStaff(): Promise<SetAside[]> {
  const query = `{ setAsideCount deliveries(first: 10) { nodes { topic reason { code field value } } } }`
  const response = await fetch(`${app.origin}/admin/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${await sign(claims(shop.domain, app.now()))}`,
    },
    body: JSON.stringify({ query }),
  })
  const { data } = (await response.json()) as {
    data: { setAsideCount: number; deliveries: { nodes: SetAside[] } }
  }
  expect(data.setAsideCount).toBe(data.deliveries.nodes.length)
  return data.deliveries.nodes
}

/** Delivers the body; it must be taken, set aside for the one reason, shown to staff, and applied in no part. */
async function isSetAside(
  body: string | object,
  reason: SetAside["reason"],
  topic = "orders/paid",
) {
  const answer = await app.deliver(shop, topic, body)
  expect(answer).toEqual({ status: 200, body: { ok: true } })
  await app.drained()
  expect(await app.setAsideOf(shop)).toEqual([{ topic, reason: expect.objectContaining(reason) }])
  expect(await seenByStaff()).toMatchObject([{ topic, reason }])
  await nothingApplied()
}

describe("a well-signed delivery that is not JSON is kept, set aside, seen by staff and answered with 200", () => {
  const bodies: [title: string, body: string][] = [
    ["empty", ""],
    ["cut off in the middle", JSON.stringify(good()).slice(0, 5_000)],
    ["with a comma too many", '{"id": 1,}'],
    ["with a mark before it", `\ufeff${JSON.stringify(good())}`],
    ["of a number that is none", '{"id": NaN}'],
    ["of zeros only", "\u0000\u0000\u0000"],
    ["of a form's fields", "id=1&total=2"],
    ["nested a hundred thousand deep", `${"[".repeat(100_000)}1234567890123456789`],
  ]
  it.each(bodies)("%s", async (_title, body) => {
    await isSetAside(body, { code: "malformed-json" })
  })

  it("though of another kind than an order", async () => {
    for (const body of ["[]", "null", "1", '"order"', "true"]) {
      await app.deliver(shop, "orders/paid", body)
    }
    await app.drained()
    const aside = await app.setAsideOf(shop)
    expect(aside.map(({ reason }) => reason)).toEqual(
      Array(5).fill({ code: "not-an-object", field: "body" }),
    )
    await nothingApplied()
  })
})

function good(): Record<string, unknown> {
  return orderBody({ id: "1", customerId: "501", lines: [{ id: "11", price: "40.00" }] })
}

type Change = (order: ReturnType<typeof loose>) => void

// biome-ignore lint/suspicious/noExplicitAny: what is done to it is wrong on purpose
const loose = () => JSON.parse(JSON.stringify(good())) as any

const cases: [title: string, change: Change, reason: SetAside["reason"]][] = [
  ["a negative price", price("-40.00"), { code: "negative-amount", field: "line_items[0].price" }],
  ["a price of words", price("forty"), { code: "bad-amount", value: "forty" }],
  ["a price with thousands marked", price("1,000.00"), { code: "bad-amount", value: "1,000.00" }],
  ["a price in powers of ten", price("1e3"), { code: "bad-amount", value: "1e3" }],
  ["a price of nothing", price(""), { code: "bad-amount" }],
  ["a price that is null", price(null), { code: "amount-missing" }],
  ["a price in an object", price({}), { code: "amount-missing" }],
  ["a price of half a cent", price("0.005"), { code: "bad-amount", value: "0.005" }],
  ["a price in another script", price("٤٠"), { code: "bad-amount", value: "٤٠" }],
  ["a price beyond belief", price("1000000000000000"), { code: "bad-amount" }],
  ["a price with a digit more", price("9999999999999999999.00"), { code: "bad-amount" }],
  ["a price with half a character", price("4\ud83d"), { code: "bad-amount" }],
  ["a price with a NUL", price("4\u00000"), { code: "bad-amount" }],
  ["a price that ends in a cut character", price(`${"9".repeat(39)}😀`), { code: "bad-amount" }],
  ["a currency of nowhere", (o) => currency(o, "XXZ"), { code: "unknown-currency", value: "XXZ" }],
  ["a currency in small letters", (o) => currency(o, "usd"), { code: "unknown-currency" }],
  ["a currency that is missing", (o) => delete o.currency, { code: "field-missing" }],
  [
    "a line in another currency than the order",
    (o) => (o.line_items[0].price_set.shop_money.currency_code = "EUR"),
    { code: "currency-differs", value: "EUR" },
  ],
  ["no lines at all", (o) => (o.line_items = []), { code: "line-missing", field: "line_items" }],
  ["its lines left out", (o) => delete o.line_items, { code: "field-missing" }],
  ["lines that are no list", (o) => (o.line_items = { 0: {} }), { code: "not-a-list" }],
  ["a line that is null", (o) => (o.line_items = [null]), { code: "not-an-object" }],
  ["a refund of a line that is not there", strangeRefund, { code: "line-missing", value: "999" }],
  ["a negative quantity", quantity(-1), { code: "not-a-quantity" }],
  ["a quantity of a half", quantity(0.5), { code: "not-a-quantity" }],
  ["a quantity in words", quantity("2"), { code: "not-a-quantity" }],
  ["a quantity beyond belief", quantity(1e9), { code: "not-a-quantity" }],
  ["no id", (o) => delete o.id, { code: "field-missing", field: "id" }],
  ["an id of letters", (o) => (o.id = "one"), { code: "not-an-id" }],
  ["a negative id", (o) => (o.id = -1), { code: "not-an-id" }],
  ["an id beyond 64 bits", (o) => (o.id = "9223372036854775808"), { code: "not-an-id" }],
  ["no time", (o) => delete o.updated_at, { code: "field-missing", field: "updated_at" }],
  ["a time that is none", (o) => (o.updated_at = "yesterday"), { code: "not-a-time" }],
  ["a time before there were shops", (o) => (o.updated_at = "0001-01-01"), { code: "not-a-time" }],
  ["a time beyond all times", (o) => (o.updated_at = "+275760-09-13"), { code: "not-a-time" }],
  ["an unknown payment status", paymentStatus, { code: "unknown-payment-status" }],
  ["a test flag of words", (o) => (o.test = "yes"), { code: "not-a-boolean" }],
  ["a customer who is a list", (o) => (o.customer = []), { code: "not-an-object" }],
  ["a customer without a number", (o) => (o.customer.id = {}), { code: "not-an-id" }],
]

function price(amount: unknown): Change {
  return (order) => {
    order.line_items[0].price = amount
    order.line_items[0].price_set.shop_money.amount = amount
  }
}

function quantity(value: unknown): Change {
  return (order) => (order.line_items[0].quantity = value)
}

function currency(order: ReturnType<typeof loose>, code: string) {
  order.currency = code
  for (const line of order.line_items) line.price_set.shop_money.currency_code = code
}

function strangeRefund(order: ReturnType<typeof loose>) {
  const lines = [{ lineId: "999", subtotal: "1.00" }]
  const whole = JSON.parse(
    JSON.stringify(
      orderBody({ id: "1", customerId: null, lines: [], refunds: [{ id: "1", lines }] }),
    ),
  )
  order.refunds = whole.refunds
}

function paymentStatus(order: ReturnType<typeof loose>) {
  order.financial_status = "won-at-cards"
}

describe("an order is set aside with its reason, and nothing of it applied, when it has", () => {
  it.each(cases)("%s", async (_title, change, reason) => {
    const order = loose()
    change(order)
    await isSetAside(order, reason)
  })

  it("so many dear lines that no shop could have sold them", async () => {
    const lines = Array.from({ length: 20 }, (_, index) => ({
      id: String(index + 1),
      price: "999999999999.99",
    }))
    await isSetAside(orderBody({ id: "1", customerId: "501", lines }), { code: "bad-amount" })
  })
})

describe("a customer", () => {
  it.each<[string, object, SetAside["reason"]]>([
    ["without an id", { state: "enabled" }, { code: "field-missing", field: "id" }],
    ["of a list of names", { id: 7, first_name: ["Ada"] }, { code: "not-a-text" }],
  ])("%s is set aside", async (_title, body, reason) => {
    await isSetAside(body, reason, "customers/update")
  })

  it("with an address too long to be one is a member without it, and holds up nobody", async () => {
    const letters = randomBytes(10_000).toString("hex")
    const email = `${letters}@example.com`
    await app.deliver(shop, "customers/update", { id: 7, state: "enabled", email, phone: null })
    await app.deliver(shop, "orders/paid", good())
    await app.drained()
    expect(await app.setAsideOf(shop)).toEqual([])
    const { rows } = await app.owner.query(
      `select m.email from members m join member_identities i using (brand_id, member_id)
       where i.brand_id = $1 and i.value = '7'`,
      [shop.brandId],
    )
    expect(rows).toEqual([{ email: null }])
    expect(await app.balanceOf(shop, "501")).toBe(40)
  })
})
