import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { type EngineShop, openShop } from "./engine-shop.ts"

describe("orders in the sandbox", () => {
  let shop: EngineShop
  beforeAll(async () => {
    shop = await openShop()
  })
  beforeEach(async () => {
    await shop.post("/sandbox/reset")
    shop.app.received.length = 0
  })
  afterAll(() => shop.close())

  const place = async (changes: object = {}) =>
    (
      await shop.post("/sandbox/orders", {
        email: "ada@example.com",
        lines: [{ price: "10.00", quantity: 3 }],
        ...changes,
      })
    ).body

  const act = async (id: string, what: string, body: object = {}) =>
    shop.post(`/sandbox/orders/${id}/${what}`, body)

  async function heard(): Promise<string[]> {
    await shop.settled()
    return shop.app.topics()
  }

  test("a guest's order makes a customer, and the next one finds them by email", async () => {
    const first = await place()
    const second = await place({ email: "ADA@EXAMPLE.COM" })
    expect(second.order.customerId).toBe(first.order.customerId)
    expect((await heard()).filter((topic) => topic === "customers/create")).toHaveLength(1)
    const found = await shop.get(`/sandbox/customers/${first.order.customerId}`)
    expect(found.body.customer.state).toBe("disabled")
  })

  test("the first sign-in enables the account once", async () => {
    const { order } = await place()
    await shop.post(`/sandbox/customers/${order.customerId}/enable`)
    await shop.post(`/sandbox/customers/${order.customerId}/enable`)
    const topics = await heard()
    expect(topics.filter((topic) => topic === "customers/enable")).toHaveLength(1)
    expect(topics.filter((topic) => topic === "customers/update")).toHaveLength(1)
  })

  test("a paid order is announced as paid, one that waits for payment is not", async () => {
    await place()
    expect(await heard()).toEqual([
      "customers/create",
      "orders/create",
      "orders/paid",
      "orders/updated",
    ])
    shop.app.received.length = 0
    const { order } = await place({ financialStatus: "pending" })
    expect(await heard()).toEqual(["orders/create", "orders/updated"])
    await act(order.id, "mark-paid")
    expect((await heard()).slice(2)).toEqual(["orders/paid", "orders/updated"])
  })

  test("updated_at rises with every change, however quick they follow one another", async () => {
    const { order } = await place({ financialStatus: "pending" })
    await act(order.id, "mark-paid")
    const [line] = order.lines
    await act(order.id, "edit", { quantities: [{ lineId: line.id, quantity: 4 }] })
    await act(order.id, "refund", { lines: [{ lineId: line.id, quantity: 1 }] })
    await act(order.id, "fulfil")
    await shop.settled()
    const times = shop.app.received
      .filter((one) => one.headers["x-shopify-topic"] === "orders/updated")
      .map((one) => Date.parse(JSON.parse(one.body).updated_at))
    expect(times).toHaveLength(5)
    for (const [index, time] of times.slice(1).entries()) {
      expect(time).toBeGreaterThan(times[index]!)
    }
  })

  test("a refund of two of three pieces gives back two thirds and their tax", async () => {
    const { order } = await place({ shipping: false })
    const { body } = await act(order.id, "refund", {
      lines: [{ lineId: order.lines[0].id, quantity: 2 }],
    })
    expect(body.refund.lines[0]).toMatchObject({ subtotalMinor: 2000, taxMinor: 160 })
    expect(body.totals).toMatchObject({ refundedMinor: 2160, outstandingMinor: 0 })
    expect(body.order).toMatchObject({ financialStatus: "partially_refunded" })
    expect(body.order.lines[0]).toMatchObject({ quantity: 3, currentQuantity: 1 })
  })

  test("any amount can be given back without lines, as a negative discrepancy", async () => {
    const { order } = await place({ shipping: false })
    const { body } = await act(order.id, "refund", { amountMinor: 500 })
    expect(body.refund.adjustments).toMatchObject([{ amountMinor: -500 }])
    expect(body.totals.current.totalMinor).toBe(3240 - 500)
  })

  test("less than the lines are worth can be given back; the shop keeps the rest", async () => {
    const { order } = await place({ shipping: false })
    const { body } = await act(order.id, "refund", {
      lines: [{ lineId: order.lines[0].id, quantity: 1 }],
      amountMinor: 1000,
    })
    expect(body.refund.adjustments).toMatchObject([{ amountMinor: 80 }])
    expect(body.totals.outstandingMinor).toBe(0)
  })

  test("no more is given back than was paid, and no more pieces than were bought", async () => {
    const { order } = await place({ shipping: false })
    expect((await act(order.id, "refund", { amountMinor: 3241 })).body.error.code).toBe(
      "more-than-paid",
    )
    const tooMany = [{ lineId: order.lines[0].id, quantity: 4 }]
    expect((await act(order.id, "refund", { lines: tooMany })).status).toBe(422)
    const { body } = await act(order.id, "refund", { all: true })
    expect(body.order.financialStatus).toBe("refunded")
    expect((await act(order.id, "refund", { amountMinor: 1 })).body.error.code).toBe(
      "more-than-paid",
    )
  })

  test("shipping given back is listed as refunded shipping and as an adjustment", async () => {
    const { order } = await place()
    await act(order.id, "refund", { shippingMinor: "full" })
    await shop.settled()
    const refund = shop.app.received.find(
      (one) => one.headers["x-shopify-topic"] === "refunds/create",
    )!
    const body = JSON.parse(refund.body)
    expect(body.refund_shipping_lines[0].subtotal_amount_set.shop_money.amount).toBe("5.00")
    expect(body.order_adjustments).toMatchObject([{ kind: "shipping_refund", amount: "-5.00" }])
  })

  test("a refund to store credit fills the customer's account", async () => {
    const { order } = await place({ shipping: false })
    await act(order.id, "refund", { amountMinor: 700, toStoreCredit: true })
    const [account] = shop.context.store.storeCredits.find("customerId", order.customerId)
    expect(account).toMatchObject({ balanceMinor: 700, currency: "USD" })
  })

  test("pieces taken off in an edit are owed; giving that back books nothing twice", async () => {
    const { order } = await place({ shipping: false })
    const { body } = await act(order.id, "edit", {
      quantities: [{ lineId: order.lines[0].id, quantity: 1 }],
    })
    expect(body.totals).toMatchObject({ outstandingMinor: -2160 })
    expect(body.order.refunds[0]).toMatchObject({ transactions: [] })
    expect(await heard()).toContain("refunds/create")
    const { body: after } = await act(order.id, "refund", { amountMinor: 2160 })
    expect(after.refund.adjustments).toEqual([])
    expect(after.totals).toMatchObject({ outstandingMinor: 0 })
    expect(after.totals.current.totalMinor).toBe(1080)
  })

  test("adding to a paid order leaves it paid in part until the rest comes", async () => {
    const { order } = await place({ shipping: false })
    const { body } = await act(order.id, "edit", { add: [{ price: "4.00", title: "Spoon" }] })
    expect(body.order.financialStatus).toBe("partially_paid")
    expect(body.totals.outstandingMinor).toBe(432)
    expect((await act(order.id, "mark-paid")).body.totals.outstandingMinor).toBe(0)
  })

  test("cancelling gives everything back and voids what was not paid", async () => {
    const paid = await act((await place({ tipMinor: 200 })).order.id, "cancel")
    expect(paid.body.order).toMatchObject({ financialStatus: "refunded", cancelReason: "customer" })
    expect(paid.body.totals.current).toMatchObject({ totalMinor: 0, subtotalMinor: 0 })
    const waiting = await act((await place({ financialStatus: "authorized" })).order.id, "cancel")
    expect(waiting.body.order.financialStatus).toBe("voided")
    expect((await act(waiting.body.order.id, "cancel")).body.error.code).toBe("already-cancelled")
  })

  test("a tip is a line of its own that counts in the total but not in the subtotal", async () => {
    const { totals, order } = await place({ tipMinor: 250, shipping: false })
    expect(totals.ordered).toMatchObject({ subtotalMinor: 3000, totalMinor: 3000 + 240 + 250 })
    expect(order.lines.at(-1)).toMatchObject({ tip: true, priceMinor: 250 })
    await shop.settled()
    const body = JSON.parse(shop.app.received.at(-1)!.body)
    expect(body.line_items.at(-1)).toMatchObject({ title: "Tip", tip_payment_gateway: "bogus" })
    expect(body.total_tip_received).toBe("2.50")
  })

  test("an order in yen has whole amounts everywhere", async () => {
    const domain = "tokyo-tea.myshopify.com"
    await shop.post("/sandbox/shops", { domain, currency: "JPY", taxRateBasisPoints: 1000 })
    const headers = { "x-sandbox-shop-domain": domain }
    const lines = [{ price: "1201", quantity: 1 }]
    await shop.post("/sandbox/orders", { email: "k@example.jp", lines, shipping: false }, headers)
    await shop.settled()
    const body = JSON.parse(shop.app.received.at(-1)!.body)
    expect(body).toMatchObject({ total_price: "1321", total_tax: "120", currency: "JPY" })
    expect(shop.app.received.at(-1)!.headers["x-shopify-shop-domain"]).toBe(domain)
  })
})
