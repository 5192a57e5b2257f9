import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { createDiscount, type EngineShop, fiveOff, openShop } from "./engine-shop.ts"

describe("discount codes in the sandbox", () => {
  let shop: EngineShop
  let token: string
  beforeAll(async () => {
    shop = await openShop()
    token = (await shop.exchange()).body.access_token
  })
  beforeEach(async () => {
    await shop.post("/sandbox/reset")
    shop.clock.setOffset(0)
  })
  afterAll(() => shop.close())

  async function discount(changes: object = {}): Promise<void> {
    const input = { ...fiveOff, ...changes }
    const { body } = await shop.graphql(token, createDiscount, { input })
    expect(body.data.discountCodeBasicCreate.userErrors).toEqual([])
  }

  /** What a checkout with these codes does with the first of them, and what the lines came to. */
  async function buy(codes: string[], changes: object = {}) {
    const { body } = await shop.post("/sandbox/orders", {
      email: "ada@example.com",
      lines: [{ price: "20.00" }, { price: "3.33", quantity: 3 }],
      codes,
      ...changes,
    })
    return body
  }

  test("five off is shared out over the lines to the cent", async () => {
    await discount()
    const { order, totals } = await buy(["five"])
    const shares = order.lines.map((line: { allocations: { amountMinor: number }[] }) =>
      line.allocations.map((one) => one.amountMinor),
    )
    expect(shares).toEqual([[333], [167]])
    expect(order.discountCodes).toEqual([{ code: "FIVE", amountMinor: 500, kind: "fixed_amount" }])
    expect(totals.ordered.subtotalMinor).toBe(2999 - 500)
    expect(totals.ordered.totalMinor).toBe(order.originalTotalMinor)
  })

  test("a code takes off no more than the lines cost, and nothing off gift cards", async () => {
    await discount()
    const { totals, order } = await buy(["FIVE"], {
      lines: [{ price: "2.00" }, { price: "25.00", giftCard: true, taxable: false }],
      shipping: false,
    })
    expect(totals.ordered.discountMinor).toBe(200)
    expect(order.lines[1].allocations).toEqual([])
  })

  test("ten per cent of an odd amount is rounded once for the order", async () => {
    const value = { percentage: 0.1 }
    await discount({ customerGets: { items: { all: true }, value }, usageLimit: null })
    const { totals } = await buy(["FIVE"], { lines: [{ price: "3.33" }, { price: "3.33" }] })
    expect(totals.ordered.discountMinor).toBe(67)
  })

  test.each([
    ["an unknown code", {}, ["NOPE"], "not-found"],
    [
      "a subtotal below the minimum",
      { minimumRequirement: { subtotal: { greaterThanOrEqualToSubtotal: "30.00" } } },
      ["FIVE"],
      "minimum-not-met",
    ],
    [
      "a discount that has not begun",
      { startsAt: "2990-01-01T00:00:00Z" },
      ["FIVE"],
      "not-started",
    ],
    ["a discount that is over", { endsAt: "2020-02-01T00:00:00Z" }, ["FIVE"], "expired"],
  ])("%s takes nothing off and the order goes through", async (_what, changes, codes, reason) => {
    await discount(changes)
    const { ok, order, codes: outcomes } = await buy(codes)
    expect(ok).toBe(true)
    expect(order.discountCodes).toEqual([])
    expect(outcomes).toEqual([{ code: codes[0], applicable: false, reason, amountMinor: 0 }])
  })

  test("a code with one use works once, also when that order is cancelled", async () => {
    await discount()
    const first = await buy(["FIVE"])
    await shop.post(`/sandbox/orders/${first.order.id}/cancel`)
    expect((await buy(["FIVE"])).codes[0].reason).toBe("used-up")
  })

  test("once per customer is once, also for a guest with the customer's email", async () => {
    await discount({ usageLimit: null, appliesOncePerCustomer: true })
    expect((await buy(["FIVE"])).codes[0].applicable).toBe(true)
    expect((await buy(["FIVE"], { email: "ADA@example.com" })).codes[0].reason).toBe(
      "used-by-customer",
    )
    expect((await buy(["FIVE"], { email: "bob@example.com" })).codes[0].applicable).toBe(true)
  })

  test("a discount for one customer is refused to everyone else", async () => {
    const made = await shop.post("/sandbox/customers", { email: "ada@example.com" })
    const gid = `gid://shopify/Customer/${made.body.customer.id}`
    await discount({ context: { customers: { add: [gid] } }, usageLimit: null })
    expect((await buy(["FIVE"])).codes[0].applicable).toBe(true)
    expect((await buy(["FIVE"], { email: "bob@example.com" })).codes[0].reason).toBe(
      "customer-not-eligible",
    )
  })

  test("two codes that both combine are both taken", async () => {
    await discount()
    await discount({ code: "MORE", title: "more" })
    const { totals, codes } = await buy(["FIVE", "MORE"])
    expect(codes.map((one: { applicable: boolean }) => one.applicable)).toEqual([true, true])
    expect(totals.ordered.discountMinor).toBe(1000)
  })

  test("of two codes that do not combine the larger is taken", async () => {
    await discount({ combinesWith: {} })
    const value = { discountAmount: { amount: "7.00" } }
    await discount({ code: "SEVEN", title: "7", customerGets: { items: { all: true }, value } })
    const { totals, codes } = await buy(["FIVE", "SEVEN"])
    expect(totals.ordered.discountMinor).toBe(700)
    expect(codes[0]).toMatchObject({ applicable: false, reason: "not-combinable" })
  })

  test("a discount off one product leaves the others alone", async () => {
    const [product] = shop.context.store.products.all()
    const items = { products: { productsToAdd: [`gid://shopify/Product/${product!.id}`] } }
    const value = { percentage: 0.5 }
    await discount({ customerGets: { items, value } })
    const { order } = await buy(["FIVE"], {
      lines: [{ variantId: product!.variants[0]!.id }, { price: "10.00" }],
    })
    expect(order.lines[0].allocations[0].amountMinor).toBe(order.lines[0].priceMinor / 2)
    expect(order.lines[1].allocations).toEqual([])
  })

  test("taxes are worked out on the discounted price, on top or within it", async () => {
    await discount({ usageLimit: null })
    const lines = [{ price: "25.00" }]
    const onTop = await buy(["FIVE"], { lines, shipping: false })
    expect(onTop.totals.ordered).toMatchObject({ taxMinor: 160, totalMinor: 2160 })
    await shop.post("/sandbox/shop", { taxesIncluded: true })
    const within = await buy(["FIVE"], { lines, shipping: false })
    expect(within.totals.ordered).toMatchObject({ taxMinor: 148, totalMinor: 2000 })
    await shop.post("/sandbox/shop", { taxesIncluded: false })
  })
})
