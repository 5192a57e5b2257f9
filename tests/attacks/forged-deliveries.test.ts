import { createHmac } from "node:crypto"
import { request } from "node:http"
import { gzipSync } from "node:zlib"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { apiSecret } from "#tests/support/admin.ts"
import { previousSecret, type TestApp, testApp } from "#tests/support/app.ts"
import { plainProgram, publishVersion, testBrand } from "#tests/support/brand.ts"
import { orderBody } from "#tests/support/shopify-order.ts"
import { signBody } from "#tests/support/sign-shopify.ts"
import type { Shop } from "#web/core/shop.ts"

let app: TestApp
let shop: Shop

beforeAll(async () => {
  app = await testApp()
  shop = await testBrand(app)
  await publishVersion(app, shop.brandId, plainProgram(), "2026-01-15T00:00:00Z")
})
afterAll(async () => {
  expect(app.failures.filter(({ where }) => where === "webhooks")).toEqual([])
  await app.close()
})

const body = JSON.stringify(
  orderBody({ id: "7001", customerId: "501", lines: [{ id: "1", price: "40.00" }] }),
)
const genuine = signBody(body, apiSecret)

async function nothingStored() {
  const { rows } = await app.owner.query(
    `select (select count(*)::int from spool.batches) as deliveries, (select count(*)::int from orders) as orders,
      (select count(*)::int from members) as members, (select count(*)::int from entries) as entries`,
  )
  expect(rows[0]).toEqual({ deliveries: 0, orders: 0, members: 0, entries: 0 })
}

const signed = (signature: string) =>
  app.deliver(shop, "orders/paid", body, { headers: { "x-shopify-hmac-sha256": signature } })

describe("a delivery is refused with 401 and leaves nothing behind", () => {
  const hmac = () => createHmac("sha256", apiSecret).update(body)
  const forged: [title: string, signature: string][] = [
    ["when its signature is empty", ""],
    ["when it is signed with another secret", signBody(body, "guessed")],
    ["when its signature is cut short", genuine.slice(0, 40)],
    ["when its signature has more after it", `${genuine}AAAA`],
    ["when its signature is in hexadecimal", hmac().digest("hex")],
    ["when its signature is of 44 characters that are no base64", "*".repeat(44)],
    [
      "when it is signed with SHA-512",
      createHmac("sha512", apiSecret).update(body).digest("base64"),
    ],
    ["when two signatures come joined", `${genuine}, ${genuine}`],
  ]
  it.each(forged)("%s", async (_title, signature) => {
    const answer = await signed(signature)
    expect(answer).toMatchObject({ status: 401, body: { error: { code: "bad-signature" } } })
    expect(JSON.stringify(answer.body)).not.toContain("7001")
    await nothingStored()
  })

  it("when it has no signature, or the header twice", async () => {
    const { hostname, port } = new URL(app.origin)
    const post = (headers: string[]) =>
      new Promise<number>((done, fail) => {
        const at = { hostname, port, path: "/webhooks/shopify", method: "POST" }
        const sent = request({ ...at, headers: ["host", hostname, ...headers] }, (answer) => {
          answer.resume()
          done(answer.statusCode!)
        })
        sent.on("error", fail)
        sent.end(body)
      })
    const about = ["x-shopify-shop-domain", shop.domain, "x-shopify-topic", "orders/paid"]
    const length = ["content-length", String(Buffer.byteLength(body))]
    const one = ["x-shopify-hmac-sha256", genuine]
    expect(await post([...about, ...length])).toBe(401)
    expect(await post([...about, ...length, ...one, ...one])).toBe(401)
    await nothingStored()
  })

  it("when one byte of the body was changed", async () => {
    const changed = body.replace('"price":"40.00"', '"price":"90.00"')
    expect(changed).not.toBe(body)
    const answer = await app.deliver(shop, "orders/paid", changed, {
      headers: { "x-shopify-hmac-sha256": genuine },
    })
    expect(answer.status).toBe(401)
    await nothingStored()
  })

  it("when the same facts come in other bytes: spaced out, with a mark before, compressed", async () => {
    const respaced = JSON.stringify(JSON.parse(body), null, 1)
    for (const other of [respaced, `\ufeff${body}`, gzipSync(body)]) {
      const headers = { "x-shopify-hmac-sha256": genuine }
      expect((await app.deliver(shop, "orders/paid", other, { headers })).status).toBe(401)
    }
    await nothingStored()
  })

  it("when it is signed with a secret that was rotated out", async () => {
    const old = await app.deliver(shop, "orders/paid", body, { secret: "the-one-before-that" })
    expect(old.status).toBe(401)
    await nothingStored()
  })
})

describe("a delivery is refused with 410 and leaves nothing behind", () => {
  it("when its shop is not known, however well it is signed", async () => {
    for (const domain of ["nobody.myshopify.com", "", "__proto__", "constructor"]) {
      const answer = await app.deliver({ domain }, "orders/paid", body)
      expect(answer).toMatchObject({ status: 410, body: { error: { code: "unknown-shop" } } })
    }
    await nothingStored()
  })

  it("when its shop took the app off", async () => {
    const gone = await testBrand(app)
    await app.owner.query("update shop_directory set installed = false where domain = $1", [
      gone.domain,
    ])
    expect((await app.deliver(gone, "orders/paid", body)).status).toBe(410)
    await nothingStored()
  })

  it("when its shop is of another platform", async () => {
    const other = await testBrand(app)
    await app.owner.query("update shop_directory set platform = 'woocommerce' where domain = $1", [
      other.domain,
    ])
    expect((await app.deliver(other, "orders/paid", body)).status).toBe(410)
    await nothingStored()
  })
})

describe("a genuine delivery", () => {
  it("is taken under the secret before while secrets are rotated, too", async () => {
    expect((await app.deliver(shop, "orders/paid", body, { secret: previousSecret })).status).toBe(
      200,
    )
    await app.drained()
    expect(await app.balanceOf(shop, "501")).toBe(40)
  })

  it("that says another shop took the app off does not take it off", async () => {
    await app.owner.query("update shops set platform_shop_id = '111' where shop_id = $1", [
      shop.shopId,
    ])
    expect((await app.deliver(shop, "app/uninstalled", { id: 222 })).status).toBe(200)
    await app.drained()
    await expect
      .poll(() => app.owner.query("select from graphile_worker.jobs").then((jobs) => jobs.rowCount))
      .toBe(0)
    const { rows } = await app.owner.query(
      "select installed from shop_directory where domain = $1",
      [shop.domain],
    )
    expect(rows).toEqual([{ installed: true }])
    expect((await app.deliver(shop, "orders/paid", body)).status).toBe(200)
  })
})
