import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { addCode, openPages, type PagesShop, variantOf } from "./pages-shop.ts"

describe("the cart of the sandbox's shop", () => {
  let shop: PagesShop
  let kettle: string
  let cup: string
  beforeAll(async () => {
    shop = await openPages()
    kettle = variantOf(shop.context, "GK-09")
    cup = variantOf(shop.context, "SC-01")
    addCode(shop.context, "FIVE")
    addCode(shop.context, "CUPS", {
      value: { kind: "percentage", basisPoints: 1000 },
      items: { all: false, productIds: [], variantIds: [cup], collectionIds: [] },
    })
    addCode(shop.context, "BIG", { minimum: { subtotalMinor: 100_000 } })
  })
  afterAll(() => shop.close())

  test("a thing that is added is in the cart, with its price in cents", async () => {
    const visitor = shop.visitor()
    const added = await visitor.json("/cart/add.js", { id: Number(kettle), quantity: 2 })
    expect(added.body).toMatchObject({
      variant_id: Number(kettle),
      quantity: 2,
      price: 6499,
      final_line_price: 12998,
      product_title: "Gooseneck Kettle",
      url: `/products/gooseneck-kettle?variant=${kettle}`,
    })
    const cart = (await visitor.json("/cart.js")).body
    expect(cart).toMatchObject({
      item_count: 2,
      total_price: 12998,
      original_total_price: 12998,
      total_discount: 0,
      currency: "USD",
      discount_codes: [],
    })
    expect(Object.keys(cart.items[0])).toContain("line_level_discount_allocations")
  })

  test("several things are added at once, or none if one is unknown", async () => {
    const visitor = shop.visitor()
    const items = [{ id: kettle }, { id: cup, quantity: 3, properties: { Engraving: "M" } }]
    const { body } = await visitor.json("/cart/add.js", { items })
    expect(body.items).toHaveLength(2)
    expect(body.items[1].properties).toEqual({ Engraving: "M" })
    const unknown = await visitor.json("/cart/add.js", { items: [{ id: cup }, { id: "1" }] })
    expect(unknown.status).toBe(404)
    expect(unknown.body.description).toBe("Cannot find variant")
    expect((await visitor.json("/cart.js")).body.item_count).toBe(4)
  })

  test("quantities change by line, by key and by variant, and zero takes a thing out", async () => {
    const visitor = shop.visitor()
    await visitor.json("/cart/add.js", { items: [{ id: kettle }, { id: cup }] })
    const [first] = (await visitor.json("/cart.js")).body.items
    const changed = await visitor.json("/cart/change.js", { id: first.key, quantity: 4 })
    expect(changed.body.items[0].quantity).toBe(4)
    const updated = await visitor.json("/cart/update.js", {
      updates: { [kettle]: 0 },
      note: "hello",
    })
    expect(updated.body).toMatchObject({ item_count: 4, note: "hello" })
    expect((await visitor.json("/cart/change.js", { line: 1, quantity: 0 })).body.items).toEqual([])
    expect((await visitor.json("/cart/change.js", { line: 9, quantity: 1 })).status).toBe(400)
  })

  test("the list of codes replaces the one before, and each says whether it applies", async () => {
    const visitor = shop.visitor()
    await visitor.json("/cart/add.js", { items: [{ id: kettle }, { id: cup }] })
    const { body } = await visitor.json("/cart/update.js", { discount: "five,NOPE" })
    expect(body.discount_codes).toEqual([
      { code: "five", applicable: true },
      { code: "NOPE", applicable: false },
    ])
    expect(body).toMatchObject({ total_price: 7849, total_discount: 500 })
    expect(body.cart_level_discount_applications[0]).toMatchObject({
      title: "FIVE",
      value_type: "fixed_amount",
      total_allocated_amount: 500,
    })
    const products = await visitor.json("/cart/update.js", { discount: "CUPS" })
    expect(products.body.cart_level_discount_applications).toEqual([])
    const line = products.body.items.find((item: { sku: string }) => item.sku === "SC-01")
    expect(line).toMatchObject({ final_line_price: 1665, original_line_price: 1850 })
    expect((await visitor.json("/cart/update.js", { discount: "" })).body.discount_codes).toEqual(
      [],
    )
  })

  test("the page takes a code, keeps one that waits for a minimum, and refuses nonsense", async () => {
    const visitor = shop.visitor()
    await visitor.post("/cart/add", { id: kettle, quantity: "1" })
    const unknown = await visitor.post("/cart", { discount_code: "<b>" })
    expect(unknown.status).toBe(422)
    expect(unknown.text).toContain("Enter a valid discount code")
    expect(unknown.text).toContain('value="&lt;b&gt;"')
    const waiting = await visitor.post("/cart", { discount_code: "big" })
    expect(waiting.text).toContain("big needs items worth at least $1,000.00")
    const applied = await visitor.post("/cart", { discount_code: "FIVE" })
    expect(applied.text).toContain("−$5.00")
    const urdu = await visitor.get("/ur/cart")
    expect(urdu.text).toContain("کم از کم $1,000.00")
  })

  test("a discount link puts its code into the cart and leads to a page of this shop only", async () => {
    const visitor = shop.visitor()
    const page = await visitor.get("/discount/FIVE?redirect=/collections/all")
    expect(page.url).toBe("/collections/all")
    expect((await visitor.json("/cart.js")).body.discount_codes[0].code).toBe("FIVE")
    const elsewhere = await visitor.get("/discount/FIVE?redirect=//evil.example/")
    expect(elsewhere.url).toBe("/")
  })

  test("a body that is no JSON is refused in words", async () => {
    const response = await fetch(`${shop.address}/cart/add.js`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{",
    })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ status: 400 })
  })
})
