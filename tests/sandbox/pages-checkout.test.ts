import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { addCode, checkoutFields, openPages, type PagesShop, variantOf } from "./pages-shop.ts"

describe("the checkout of the sandbox's shop", () => {
  let shop: PagesShop
  let visitor: ReturnType<PagesShop["visitor"]>
  beforeAll(async () => {
    shop = await openPages()
  })
  beforeEach(async () => {
    visitor = shop.visitor()
    const id = variantOf(shop.context, "FD-100")
    await visitor.post("/cart/add", { id, quantity: "2" })
  })
  afterAll(() => shop.close())

  const lastOrder = () =>
    shop.context.store.orders.page({ orderBy: "number", reverse: true, limit: 1 })[0]!

  test("a guest pays: the order is raised, the cart is empty, the page thanks", async () => {
    const page = await visitor.post("/checkout", await checkoutFields(visitor))
    const order = lastOrder()
    expect(page.text).toContain(`Order ${order.name}`)
    expect(order).toMatchObject({ email: "maya@example.com", financialStatus: "paid", test: false })
    // 2 × $21.00, shipping $5.00, tax of 8 % on the lines.
    expect(order.originalTotalMinor).toBe(5036)
    expect((await visitor.json("/cart.js")).body.item_count).toBe(0)
  })

  test("the button pressed twice raises one order and thanks twice", async () => {
    const fields = await checkoutFields(visitor)
    const count = shop.context.store.orders.count()
    const first = await visitor.post("/checkout", fields)
    const second = await visitor.post("/checkout", fields)
    expect(second.url).toBe(first.url)
    expect(shop.context.store.orders.count()).toBe(count + 1)
  })

  test("a code typed at the checkout is taken off, used up, and refused to the next", async () => {
    addCode(shop.context, "ONCE")
    const fields = await checkoutFields(visitor)
    // Enter in the code's field presses the button that pays.
    const applied = await visitor.post("/checkout", { ...fields, discount_code: "once" })
    expect(applied.text).toContain("−$5.00")
    expect(applied.text).toContain('value="12 Mill Lane"')
    await visitor.post("/checkout", await checkoutFields(visitor))
    expect(lastOrder().discountCodes).toEqual([
      { code: "ONCE", amountMinor: 500, kind: "fixed_amount" },
    ])
    const next = shop.visitor()
    await next.post("/cart/add", { id: variantOf(shop.context, "SC-01"), quantity: "1" })
    const refused = await next.post("/cart", { discount_code: "ONCE" })
    expect(refused.text).toContain("it has been used")
  })

  test("a discount that fell away since is shown before anything is paid", async () => {
    addCode(shop.context, "GONE")
    await visitor.post("/cart", { discount_code: "GONE" })
    const fields = await checkoutFields(visitor)
    const used = shop.context.store.redeemCodes.findOne("code", "gone")!
    shop.context.store.redeemCodes.put({ ...used, usageCount: 1 })
    const page = await visitor.post("/checkout", fields)
    expect(page.status).toBe(422)
    expect(page.text).toContain("Your discounts changed")
    const paid = await visitor.post("/checkout", await checkoutFields(visitor))
    expect(paid.text).toContain("Thank you")
  })

  test("a declined card and missing fields keep what was typed and raise no order", async () => {
    const count = shop.context.store.orders.count()
    const fields = await checkoutFields(visitor)
    const declined = await visitor.post("/checkout", { ...fields, payment: "decline" })
    expect(declined.text).toContain("Your card was declined")
    expect(declined.text).toContain('value="Iqbal"')
    const missing = await visitor.post("/checkout", { ...fields, zip: "", email: "maya" })
    expect(missing.text).toContain('id="zip-error"')
    expect(missing.text).toContain("Enter a valid email address.")
    expect(shop.context.store.orders.count()).toBe(count)
  })

  test("an authorised card, paying later and a test order are told apart", async () => {
    const fields = await checkoutFields(visitor)
    await visitor.post("/checkout", { ...fields, payment: "authorize", test: "1" })
    expect(lastOrder()).toMatchObject({ financialStatus: "authorized", test: true })
    await visitor.post("/cart/add", { id: variantOf(shop.context, "SC-01"), quantity: "1" })
    await visitor.post("/checkout", { ...(await checkoutFields(visitor)), payment: "later" })
    expect(lastOrder()).toMatchObject({ financialStatus: "pending", test: false })
  })
})
