import { afterAll, beforeAll, describe, expect, test } from "vitest"
import {
  checkoutFields,
  openPages,
  type PagesShop,
  signIn,
  topicsOf,
  variantOf,
} from "./pages-shop.ts"

describe("the accounts of the sandbox's shop", () => {
  let shop: PagesShop
  beforeAll(async () => {
    shop = await openPages()
  })
  afterAll(() => shop.close())

  test("the first sign-in makes a customer and enables them; the second does not", async () => {
    const visitor = shop.visitor()
    const page = await signIn(shop, visitor, "New@example.com")
    expect(page.url).toBe("/account")
    const customer = shop.context.store.customers.findOne("email", "new@example.com")!
    expect(customer.state).toBe("enabled")
    const sent = ["customers/create", "customers/enable", "customers/update"]
    expect(topicsOf(shop.context)).toEqual(sent)
    await signIn(shop, shop.visitor(), "new@example.com")
    expect(topicsOf(shop.context)).toEqual(sent)
  })

  test("signing in gives a new cookie and keeps the cart", async () => {
    const visitor = shop.visitor()
    await visitor.post("/cart/add", { id: variantOf(shop.context, "SC-01"), quantity: "3" })
    const before = visitor.cookies.get("storefront_session")
    await signIn(shop, visitor, "cart@example.com")
    expect(visitor.cookies.get("storefront_session")).not.toBe(before)
    expect((await visitor.json("/cart.js")).body.item_count).toBe(3)
    const planted = shop.visitor()
    planted.cookies.set("storefront_session", before!)
    expect((await planted.get("/account")).url).toContain("/account/login")
  })

  test("a wrong code is refused, and after five of them the right one as well", async () => {
    const visitor = shop.visitor()
    await visitor.post("/account/login", { email: "five@example.com" })
    const mail = shop.context.root.mails.all().find((one) => one.to[0] === "five@example.com")!
    const code = /\d{6}/.exec(mail.text)![0]
    const wrong = code === "000000" ? "111111" : "000000"
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const page = await visitor.post("/account/login/code", { code: wrong })
      expect(page.text).toContain("isn’t right")
    }
    const page = await visitor.post("/account/login/code", { code })
    expect(page.text).toContain("expired")
    expect((await visitor.get("/account")).url).toContain("/account/login")
  })

  test("a shopper sees their own orders, in their language, and nobody else's", async () => {
    const visitor = shop.visitor()
    await signIn(shop, visitor, "own@example.com")
    await visitor.post("/cart/add", { id: variantOf(shop.context, "SC-01"), quantity: "1" })
    await visitor.post("/checkout", await checkoutFields(visitor))
    const english = await visitor.get("/account")
    expect(english.text).toContain("#1001")
    const urdu = await visitor.get("/ur/account")
    expect(urdu.text).toContain('lang="ur" dir="rtl"')
    expect(urdu.text).toContain("ادا شدہ")
    const path = /\/account\/orders\/\w+/.exec(english.text)![0]
    expect((await visitor.get(path)).text).toContain("Stoneware Cup")
    const other = shop.visitor()
    await signIn(shop, other, "other@example.com")
    expect((await other.get(path)).status).toBe(404)
  })

  test("after signing in a shopper is led back to where they were, on this shop only", async () => {
    const visitor = shop.visitor()
    const page = await visitor.get("/account/login?return_url=https://evil.example/")
    expect(page.text).toContain('name="return_url" value="/account"')
    const own = await visitor.get("/account/login?return_url=/pages/rewards")
    expect(own.text).toContain('name="return_url" value="/pages/rewards"')
  })

  test("a name is saved once, however often the form is sent", async () => {
    const visitor = shop.visitor()
    await signIn(shop, visitor, "name@example.com")
    const count = topicsOf(shop.context).length
    const fields = { first_name: "<Zoë>", last_name: "" }
    const page = await visitor.post("/account", fields)
    expect(page.text).toContain("Hello, &lt;Zoë&gt;")
    await visitor.post("/account", fields)
    expect(topicsOf(shop.context)).toHaveLength(count + 1)
  })
})
