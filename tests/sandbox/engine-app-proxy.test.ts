import { readFileSync } from "node:fs"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { signedText, signQuery } from "#web/sandbox/app-proxy/sign-query.ts"
import { type EngineShop, openShop, secret } from "./engine-shop.ts"

const file = new URL("../fixtures/shopify/app-proxy-vectors.json", import.meta.url)
type Vector = { secret: string; query: string; base_string: string; signature: string }
const vectors: Vector[] = JSON.parse(readFileSync(file, "utf8")).vectors

describe("the app proxy of the sandbox", () => {
  let shop: EngineShop
  beforeAll(async () => {
    shop = await openShop()
  })
  beforeEach(() => {
    shop.app.received.length = 0
    shop.app.answer.headers = { "content-type": "application/json" }
    shop.app.answer.status = 200
  })
  afterAll(() => shop.close())

  test("Shopify's own examples are signed as Shopify signs them", () => {
    expect(vectors).toHaveLength(2)
    for (const vector of vectors) {
      const query = new URLSearchParams(vector.query)
      expect(signedText(query)).toBe(vector.base_string)
      expect(signQuery(query, vector.secret)).toBe(vector.signature)
    }
  })

  test("a request is passed on with the shop's signature and no cookies", async () => {
    shop.app.answer.headers["set-cookie"] = "tracked=1"
    shop.app.answer.headers["x-kept"] = "yes"
    const response = await fetch(`${shop.base}/apps/loyalty/v1/me?a=1&a=2&b=%26`, {
      headers: { cookie: "session=secret", "x-asked": "yes" },
    })
    const [got] = shop.app.received
    const url = new URL(got!.url, "http://app")
    expect(url.pathname).toBe("/proxy/v1/me")
    expect(url.searchParams.getAll("a")).toEqual(["1", "2"])
    expect(url.searchParams.get("shop")).toBe("regulars-demo.myshopify.com")
    expect(url.searchParams.get("logged_in_customer_id")).toBe("")
    expect(url.searchParams.get("path_prefix")).toBe("/apps/loyalty")
    expect(url.searchParams.get("signature")).toBe(signQuery(url.searchParams, secret))
    const age = Date.now() / 1000 - Number(url.searchParams.get("timestamp"))
    expect(Math.abs(age)).toBeLessThan(10)
    expect(got!.headers.cookie).toBeUndefined()
    expect(got!.headers["x-asked"]).toBe("yes")
    expect(got!.headers["x-forwarded-for"]).toContain("127.0.0.1")
    expect(response.headers.get("set-cookie")).toBeNull()
    expect(response.headers.get("x-kept")).toBe("yes")
  })

  test("a shopper cannot send along who they are", async () => {
    await fetch(`${shop.base}/apps/loyalty/v1/me?logged_in_customer_id=7&shop=evil&signature=00`)
    const url = new URL(shop.app.received[0]!.url, "http://app")
    expect(url.searchParams.getAll("logged_in_customer_id")).toEqual([""])
    expect(url.searchParams.getAll("shop")).toEqual(["regulars-demo.myshopify.com"])
    expect(url.searchParams.getAll("signature")).toHaveLength(1)
  })

  test("who is signed in to the storefront is told by their id", async () => {
    const { body } = await shop.post("/sandbox/customers", { email: "ada@example.com" })
    await shop.settled()
    shop.app.received.length = 0
    const { customerOf } = shop.context.hooks
    shop.context.hooks.customerOf = () => shop.context.store.customers.get(body.customer.id)
    await fetch(`${shop.base}/apps/loyalty/v1/me`)
    shop.context.hooks.customerOf = customerOf
    const url = new URL(shop.app.received[0]!.url, "http://app")
    expect(url.searchParams.get("logged_in_customer_id")).toBe(body.customer.id)
  })

  test("method, body, status and answer go through unchanged", async () => {
    shop.app.answer.status = 409
    shop.app.answer.body = '{"error":{"code":"not-enough-points"}}'
    const response = await fetch(`${shop.base}/apps/loyalty/v1/redemptions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"rewardId":"é"}',
    })
    expect(shop.app.received[0]).toMatchObject({ method: "POST", body: '{"rewardId":"é"}' })
    expect(response.status).toBe(409)
    expect(await response.text()).toBe(shop.app.answer.body)
    shop.app.answer.body = "{}"
  })

  test("Liquid is handed to the theme, everything else is not", async () => {
    shop.app.answer.headers["content-type"] = "application/liquid"
    shop.app.answer.body = "{{ shop.name }}"
    const rendered: string[] = []
    const { sendLiquid } = shop.context.hooks
    shop.context.hooks.sendLiquid = async (_request, response, liquid) => {
      rendered.push(liquid)
      response.send("<main>Kettle</main>")
    }
    const response = await fetch(`${shop.base}/apps/loyalty/page`)
    shop.context.hooks.sendLiquid = sendLiquid
    expect(await response.text()).toBe("<main>Kettle</main>")
    expect(rendered).toEqual(["{{ shop.name }}"])
    shop.app.answer.body = "{}"
  })

  test("an app that is away is a bad gateway, not a crash", async () => {
    const { url } = shop.context.app
    shop.context.app.url = "http://127.0.0.1:9"
    expect((await fetch(`${shop.base}/apps/loyalty/v1/me`)).status).toBe(502)
    shop.context.app.url = url
    expect((await fetch(`${shop.base}/apps/loyalty/v1/me`)).status).toBe(200)
  })
})
