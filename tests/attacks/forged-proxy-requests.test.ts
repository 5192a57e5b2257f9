import { connect } from "node:net"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { apiSecret } from "#tests/support/admin.ts"
import { previousSecret, type TestApp, testApp } from "#tests/support/app.ts"
import { plainProgram, publishVersion, testBrand } from "#tests/support/brand.ts"
import { orderBody } from "#tests/support/shopify-order.ts"
import { proxyQuery } from "#tests/support/sign-shopify.ts"
import type { Shop } from "#web/core/shop.ts"

let app: TestApp
let shop: Shop

beforeAll(async () => {
  app = await testApp()
  shop = await testBrand(app)
  await publishVersion(app, shop.brandId, plainProgram(), "2026-01-15T00:00:00Z")
  for (const [id, customerId, price] of [
    ["1", "501", "40.00"],
    ["2", "502", "77.00"],
  ] as const) {
    const lines = [{ id, price }]
    await app.deliver(shop, "orders/paid", orderBody({ id, customerId, lines }))
  }
  await app.drained()
})
afterAll(() => app.close())

/** What a shopper's own request would carry. */
const query = (changes: Partial<Parameters<typeof proxyQuery>[0]> = {}, secret = apiSecret) =>
  proxyQuery({ domain: shop.domain, customerId: "501", at: app.now(), ...changes }, secret)

async function ask(params: URLSearchParams | string, path = "/v1/me") {
  const response = await fetch(`${app.origin}/proxy${path}?${params}`)
  return { status: response.status, body: await response.json() }
}

function altered(change: (params: URLSearchParams) => void): URLSearchParams {
  const params = query()
  change(params)
  return params
}

const longAgo = (ms: number) => new Date(app.now().getTime() + ms)

describe("a request that Shopify's proxy did not pass on is refused", () => {
  const forged: [title: string, params: () => URLSearchParams | string][] = [
    ["without a query", () => ""],
    ["without a signature", () => altered((params) => params.delete("signature"))],
    ["with a signature cut short", () => altered((p) => p.set("signature", "ab"))],
    ["signed with another secret", () => query({}, "guessed")],
    ["as another customer", () => altered((p) => p.set("logged_in_customer_id", "502"))],
    ["with a second customer", () => altered((p) => p.append("logged_in_customer_id", "502"))],
    [
      "with the customer taken from the signature's own separator",
      () => altered((p) => p.set("logged_in_customer_id", "501,502")),
    ],
    ["with the customer left out", () => altered((p) => p.delete("logged_in_customer_id"))],
    ["with a customer who is no number", () => query({ customerId: "501 or 1=1" })],
    ["with a parameter more", () => altered((params) => params.set("admin", "1"))],
    ["for another shop", () => altered((params) => params.set("shop", "other.myshopify.com"))],
    ["with a second shop", () => altered((p) => p.append("shop", "other.myshopify.com"))],
    ["with another time", () => altered((p) => p.set("timestamp", "1893456000"))],
    ["with a time that is none", () => query({ more: { timestamp: "soon" } })],
    ["recorded two minutes ago", () => query({ at: longAgo(-120_000) })],
    ["dated two minutes ahead", () => query({ at: longAgo(120_000) })],
  ]
  it.each(forged)("%s", async (_title, params) => {
    const answer = await ask(params())
    expect(answer).toMatchObject({ status: 401, body: { error: { code: "bad-signature" } } })
    expect(JSON.stringify(answer.body)).not.toMatch(/40|77/)
  })

  it("for a shop that did not install the app, though well signed", async () => {
    const { status } = await ask(query({ domain: "other.myshopify.com" }))
    expect(status).toBe(410)
  })
})

describe("who a shopper is", () => {
  it("follows from the signed customer and nothing else", async () => {
    const own = await ask(query())
    expect(own.body.member.points).toBe(40)
    const cheeky = query({ more: { customerId: "502", customer_id: "502", memberId: "2" } })
    expect((await ask(cheeky)).body.member.points).toBe(40)
  })

  it("is nobody when Shopify says that nobody is signed in", async () => {
    expect((await ask(query({ customerId: null }))).body).toEqual({ member: null })
  })

  it("is still proven while the app's secret is rotated", async () => {
    expect((await ask(query({}, previousSecret))).body.member.points).toBe(40)
  })

  it("is not taken from a header or the body when points are to be spent", async () => {
    const response = await fetch(
      `${app.origin}/proxy/v1/redemptions?${query({ customerId: null })}`,
      {
        method: "POST",
        headers: { "content-type": "application/json", "x-customer-id": "502" },
        body: JSON.stringify({
          rewardId: "5f0c1c3e-3f5a-4c55-9d5e-0a1b2c3d4e5f",
          idempotencyKey: "12345678",
        }),
      },
    )
    expect(response.status).toBe(401)
  })

  it("cannot be borrowed by another site's form or script", async () => {
    const post = (headers: Record<string, string>) =>
      fetch(`${app.origin}/proxy/v1/redemptions?${query()}`, {
        method: "POST",
        headers,
        body: JSON.stringify({ rewardId: "x", idempotencyKey: "12345678" }),
      })
    const json = { "content-type": "application/json" }
    expect((await post({ "content-type": "text/plain" })).status).toBe(415)
    expect((await post({ "content-type": "application/x-www-form-urlencoded" })).status).toBe(415)
    expect((await post({ ...json, "sec-fetch-site": "cross-site" })).status).toBe(415)
    expect((await post({ ...json, "sec-fetch-site": "same-site" })).status).toBe(415)
    expect((await post({ ...json, "sec-fetch-site": "same-origin" })).status).toBe(422)
  })

  it("does not matter to a POST that brings no body and says so by no header: it is answered at once", async () => {
    const heads = [
      `POST /proxy/v1/claims?${query()}`,
      `POST /webhooks/shopify`,
      `DELETE /proxy/v1/balance?${query()}`,
      `GET /proxy/v1/balance?${query()}`,
    ]
    const statuses = await answersTo(heads.map((head) => `${head} HTTP/1.1\r\n`))
    expect(statuses).toEqual(["422", "401", "405", "200"])
  })
})

/** The statuses of requests sent one behind the other over one bare connection. */
function answersTo(heads: string[]): Promise<string[]> {
  return new Promise((done, failed) => {
    const { hostname, port } = new URL(app.origin)
    const socket = connect(Number(port), hostname)
    let text = ""
    socket.on("data", (data) => {
      text += data
      const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((match) => match[1]!)
      if (statuses.length === heads.length) socket.end(() => done(statuses))
    })
    socket.on("error", failed)
    const headers = "Host: shop\r\nContent-Type: application/json\r\n\r\n"
    socket.write(heads.map((head) => head + headers).join(""))
  })
}
