import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type SandboxShop, sandboxShop } from "#tests/support/sandbox-shop.ts"
import type { OrderSnapshot } from "#web/core/orders/order-snapshot.ts"
import { parseBodyExactly } from "#web/platforms/shopify/parse-body.ts"
import { readOrder } from "#web/platforms/shopify/read-order.ts"
import { shopifyPlatform } from "#web/platforms/shopify/shopify-platform.ts"
import type { Customer, Order } from "#web/sandbox/state/model.ts"

let shop: SandboxShop
beforeAll(async () => {
  shop = await sandboxShop()
  // Waiting for the limit of calls has tests of its own.
  await shop.control("/admin-api", { bucketSize: 100_000 })
})
afterAll(() => shop.close())

const rug = { title: "A rug", price: "60.00" }
const lamp = { title: "A lamp", price: "19.99", quantity: 3 }
const giftCard = { title: "A gift card", price: "25.00", giftCard: true, taxable: false }

async function place(body: object): Promise<Order> {
  return (await shop.control<{ order: Order }>("/orders", body)).order
}

const change = (order: Order, what: string, body: object) =>
  shop.control<{ order: Order }>(`/orders/${order.id}/${what}`, body)

async function member(): Promise<Customer> {
  const details = { firstName: "Amina", lastName: "Khan", phone: "+923001234567" }
  const email = `amina${Math.random()}@example.com`
  const made = { ...details, email, enabled: true, locale: "ur" }
  return (await shop.control<{ customer: Customer }>("/customers", made)).customer
}

/** What the newest webhook of the order says, as it was signed. */
function told({ id }: Order): OrderSnapshot {
  const bodies = shop.context.root.deliveries
    .all()
    .filter(({ topic }) => topic.startsWith("orders/") && topic !== "orders/edited")
    .map(({ body }) => parseBodyExactly(Buffer.from(body)))
    .filter((body) => String((body as { id: unknown }).id) === id)
    .map(readOrder)
  return bodies.sort((a, b) => b.modifiedAt.getTime() - a.modifiedAt.getTime())[0]!
}

const fetched = ({ id }: Order) => shopifyPlatform(shop.deps).fetchOrder(id)

describe("an order fetched from Shopify is the order that its webhook tells", () => {
  test("when it was paid", async () => {
    const { id } = await member()
    const order = await place({ customerId: id, lines: [rug, lamp] })
    const snapshot = await fetched(order)
    expect(snapshot).toEqual(told(order))
    expect(snapshot).toMatchObject({
      state: "paid",
      hasRefund: false,
      buyer: { customerId: id, hasAccount: true, name: "Amina Khan", phone: "+923001234567" },
      lines: [{ netMinor: 6000 }, { netMinor: 5997 }],
    })
  })

  test("when it still waits to be paid", async () => {
    const order = await place({ lines: [rug], financialStatus: "pending" })
    const snapshot = await fetched(order)
    expect(snapshot).toEqual(told(order))
    expect(snapshot).toMatchObject({ state: "unpaid" })
  })

  test("when part of it was refunded, twice, and its shipping", async () => {
    await shop.control("/shop", { shippingMinor: 750, freeShippingFromMinor: null })
    const order = await place({ lines: [rug, lamp] })
    expect(await fetched(order)).toMatchObject({ shippingMinor: 750 })
    const oneLamp = { lines: [{ lineId: order.lines[1]!.id, quantity: 1 }] }
    await change(order, "refund", { ...oneLamp, shippingMinor: 200 })
    await change(order, "refund", { ...oneLamp, shippingMinor: 300 })
    const snapshot = await fetched(order)
    expect(snapshot).toEqual(told(order))
    expect(snapshot).toMatchObject({
      hasRefund: true,
      shippingMinor: 250,
      lines: [{ netMinor: 6000 }, { netMinor: 1999 }],
    })
  })

  test("when money was refunded for no line in particular", async () => {
    const order = await place({ lines: [rug] })
    await change(order, "refund", { amountMinor: 1000 })
    const snapshot = await fetched(order)
    expect(snapshot).toEqual(told(order))
    expect(snapshot!.lines).toMatchObject([{ netMinor: 5000 }])
  })

  test("when it was edited: a line taken off, another put on", async () => {
    const order = await place({ lines: [rug, lamp] })
    const [rugLine] = order.lines
    await change(order, "edit", {
      quantities: [{ lineId: rugLine!.id, quantity: 0 }],
      add: [{ title: "A vase", price: "35.00" }],
    })
    const snapshot = await fetched(order)
    expect(snapshot).toEqual(told(order))
    expect(snapshot!.lines).toMatchObject([{ netMinor: 0 }, { netMinor: 5997 }, { netMinor: 3500 }])
  })

  test("when it was cancelled", async () => {
    const order = await place({ lines: [rug] })
    await change(order, "cancel", {})
    const snapshot = await fetched(order)
    expect(snapshot).toEqual(told(order))
    expect(snapshot).toMatchObject({ state: "cancelled" })
  })

  test("when a guest placed it", async () => {
    const order = await place({ email: "guest@example.com", firstName: "Bilal", lines: [rug] })
    const snapshot = await fetched(order)
    expect(snapshot).toEqual(told(order))
    expect(snapshot!.buyer).toMatchObject({ hasAccount: false, email: "guest@example.com" })
  })

  test("when nobody is known to have placed it", async () => {
    const order = await place({ lines: [rug], sourceName: "pos" })
    const snapshot = await fetched(order)
    expect(snapshot).toEqual(told(order))
    expect(snapshot!.buyer).toMatchObject({ customerId: null, email: null })
  })

  test("when a gift card was bought", async () => {
    const order = await place({ lines: [giftCard, rug] })
    const snapshot = await fetched(order)
    expect(snapshot).toEqual(told(order))
    expect(snapshot!.lines).toMatchObject([{ exclusion: "gift-card" }, { exclusion: null }])
  })

  test("when a code took money off it", async () => {
    const code = `FIVE${freshCode()}`
    await shopifyPlatform(shop.deps).createDiscount(offer(), code)
    const order = await place({ lines: [rug, lamp], codes: [code] })
    const snapshot = await fetched(order)
    expect(snapshot).toEqual(told(order))
    expect(snapshot).toMatchObject({ codes: [code] })
    expect(snapshot!.lines.reduce((sum, line) => sum + line.netMinor, 0)).toBe(6000 + 5997 - 500)
  })

  test("when it is a test, and its products are the shop's", async () => {
    const [product] = shop.context.store.products.all()
    const order = await place({ lines: [{ variantId: product!.variants[0]!.id }], test: true })
    const snapshot = await fetched(order)
    expect(snapshot).toEqual(told(order))
    expect(snapshot).toMatchObject({ isTest: true, lines: [{ productId: product!.id }] })
  })

  test("when its prices include tax, in a currency without decimals", async () => {
    const usual = shop.context.shop()
    await shop.control("/shop", { currency: "JPY", taxesIncluded: true, taxRateBasisPoints: 1000 })
    const order = await place({ lines: [{ title: "Tea", priceMinor: 1100, quantity: 2 }] })
    await change(order, "refund", { lines: [{ lineId: order.lines[0]!.id, quantity: 1 }] })
    const snapshot = await fetched(order)
    expect(snapshot).toEqual(told(order))
    expect(snapshot).toMatchObject({ currency: "JPY", lines: [{ netMinor: 1000, taxMinor: 100 }] })
    const { currency, taxesIncluded, taxRateBasisPoints } = usual
    await shop.control("/shop", { currency, taxesIncluded, taxRateBasisPoints })
  })

  test("when it has more lines and refunded lines than one page holds", async () => {
    const lines = Array.from({ length: 120 }, (_, n) => ({ title: `Bead ${n}`, price: "1.50" }))
    const order = await place({ lines })
    const some = order.lines.slice(0, 70).map(({ id }) => ({ lineId: id, quantity: 1 }))
    await change(order, "refund", { lines: some })
    const snapshot = await fetched(order)
    expect(snapshot).toEqual(told(order))
    expect(snapshot!.lines.filter(({ netMinor }) => netMinor === 150)).toHaveLength(50)
  })

  test("when its ids are beyond what a double holds", async () => {
    await shop.control("/ids", { next: "9007199254740993" })
    const order = await place({ lines: [rug] })
    const snapshot = await fetched(order)
    expect(snapshot).toEqual(told(order))
    expect(BigInt(snapshot!.orderId)).toBeGreaterThan(2n ** 53n)
  })
})

test("an order that changes while its pages are read is read again from the start", async () => {
  const lines = Array.from({ length: 60 }, (_, n) => ({ title: `Bead ${n}`, price: "1.50" }))
  const order = await place({ lines })
  let pages = 0
  const { app } = shop.deps
  const post: typeof app.post = async (request) => {
    pages += 1
    if (pages === 2) {
      await change(order, "edit", { quantities: [{ lineId: order.lines[0]!.id, quantity: 3 }] })
    }
    return app.post(request)
  }
  const snapshot = await shopifyPlatform({ ...shop.deps, app: { ...app, post } }).fetchOrder(
    order.id,
  )
  expect(snapshot).toEqual(told(order))
  expect(snapshot!.lines[0]).toMatchObject({ netMinor: 450 })
  expect(pages).toBe(2 + 3)
})

test("a tip is told apart from what was bought", async () => {
  const order = await place({ lines: [rug], tipMinor: 500 })
  const snapshot = await fetched(order)
  expect(snapshot).toEqual(told(order))
  expect(snapshot!.lines).toMatchObject([
    { netMinor: 6000, exclusion: null },
    { netMinor: 500, exclusion: "tip" },
  ])
})

const freshCode = () => Math.random().toString(36).slice(2).toUpperCase()

function offer() {
  const combinesWith = { orderDiscounts: false, productDiscounts: false, shippingDiscounts: false }
  const startsAt = new Date("2026-01-01T00:00:00Z")
  return {
    title: "5 off",
    amountMinor: 500,
    currency: "USD",
    minimumSpendMinor: null,
    combinesWith,
    startsAt,
  }
}
