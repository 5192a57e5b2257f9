import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type TestApp, testApp } from "#tests/support/app.ts"
import { plainProgram, publishVersion, testBrand } from "#tests/support/brand.ts"
import { orderBody } from "#tests/support/shopify-order.ts"
import type { Shop } from "#web/core/shop.ts"
import { openShopperReader } from "#web/flows/show-points.ts"

let app: TestApp
let ours: Shop
let theirs: Shop
let read: ReturnType<typeof openShopperReader>

/** Both shops have a customer 501, as Shopify's ids never do but other platforms' always do. */
beforeAll(async () => {
  app = await testApp()
  read = openShopperReader(app.services.db)
  ours = await opened([
    ["501", "40.00"],
    ["502", "77.00"],
  ])
  theirs = await opened([["501", "900.00"]])
  const order = orderBody({ id: "9", customerId: null, lines: [{ id: "9", price: "5.00" }] })
  await app.deliver(ours, "orders/paid", { ...order, email: "guest@example.com" })
  await app.drained()
})
afterAll(() => app.close())

async function opened(orders: [customerId: string, price: string][]): Promise<Shop> {
  const shop = await testBrand(app)
  await publishVersion(app, shop.brandId, plainProgram(), "2026-01-15T00:00:00Z")
  for (const [customerId, price] of orders) {
    const lines = [{ id: customerId, price }]
    await app.deliver(shop, "orders/paid", orderBody({ id: customerId, customerId, lines }))
  }
  await app.drained()
  return shop
}

const shopper = (shop: Pick<Shop, "brandId" | "shopId">, customerId: string) => ({
  brandId: shop.brandId,
  shopId: shop.shopId,
  customerId,
})
const balanceOf = async (shop: Pick<Shop, "brandId" | "shopId">, customerId: string) =>
  (await read(shopper(shop, customerId)))?.balance ?? null

describe("shoppers of many shops who ask at the same moment", () => {
  it("are each told their own balance, whoever is asked about beside them", async () => {
    const asked: [Shop, string, number | null][] = Array.from({ length: 600 }, (_, index) =>
      index % 4 === 0
        ? [ours, "501", 40]
        : index % 4 === 1
          ? [theirs, "501", 900]
          : index % 4 === 2
            ? [ours, "502", 77]
            : [theirs, "502", null],
    )
    const told = await Promise.all(asked.map(([shop, customerId]) => balanceOf(shop, customerId)))
    expect(told).toEqual(asked.map(([, , points]) => points))
  })

  it("are nobody where shop and brand, or shop and customer, do not belong together", async () => {
    const mixed = { brandId: ours.brandId, shopId: theirs.shopId }
    const turned = { brandId: theirs.brandId, shopId: ours.shopId }
    const told = await Promise.all([
      balanceOf(mixed, "501"),
      balanceOf(turned, "501"),
      balanceOf(turned, "502"),
      balanceOf(theirs, "502"),
      balanceOf({ brandId: ours.brandId, shopId: 0 }, "501"),
      balanceOf(ours, "501"),
    ])
    expect(told).toEqual([null, null, null, null, null, 40])
  })

  it("are not mixed up by an id that is no customer's, an email or a piece of a list", async () => {
    const odd = [
      "guest@example.com",
      "501,502",
      '"',
      "\\",
      "{501}",
      "}",
      "'",
      "null",
      "",
      " 501",
      "٥٠١",
    ]
    const asked = odd.flatMap((id) => [balanceOf(ours, id), balanceOf(ours, "502")])
    expect(await Promise.all(asked)).toEqual(odd.flatMap(() => [null, 77]))
    expect(await balanceOf({ ...ours, shopId: 0 }, "guest@example.com")).toBeNull()
  })
})

describe("the balance that a shopper is shown", () => {
  const ask = (customerId: string | null) => app.ask(ours, customerId, "/v1/balance")

  it("is the one of now: what an order or the books changed is there at the next question", async () => {
    expect((await ask("502")).body).toEqual({ member: { points: 77, owedPoints: 0 } })
    for (const balance of [78, 5, -30, 77]) {
      await app.owner.query(
        `update balances b set balance = $3 from member_identities i
         where i.brand_id = $1 and i.shop_id = $2 and i.kind = 'customer' and i.value = '502'
           and b.brand_id = i.brand_id and b.member_id = i.member_id`,
        [ours.brandId, ours.shopId, balance],
      )
      const member = { points: Math.max(0, balance), owedPoints: Math.max(0, -balance) }
      expect((await ask("502")).body).toEqual({ member })
    }
  })

  it("is nothing yet for a member whom nothing was ever posted to", async () => {
    await app.owner.query(
      `with made as (insert into members (brand_id, state, joined_at) values ($1, 'member', '2026-04-01')
         returning member_id)
       insert into member_identities select $1, 'customer', $2, '503', member_id from made`,
      [ours.brandId, ours.shopId],
    )
    expect((await ask("503")).body).toEqual({ member: { points: 0, owedPoints: 0 } })
    const totals = { earnedPoints: 0, spendMinor: 0, orderCount: 0 }
    expect(await read(shopper(ours, "503"))).toMatchObject({ balance: 0, totals })
    const spent = { earnedPoints: 77, spendMinor: 7700, orderCount: 1 }
    expect(await read(shopper(ours, "502"))).toMatchObject({ balance: 77, totals: spent })
  })

  it("is nothing yet for who has not joined, and nobody's for who is not signed in", async () => {
    expect((await ask("599")).body).toEqual({ member: { points: 0, owedPoints: 0 } })
    expect((await ask(null)).body).toEqual({ member: null })
  })

  it("is not told to a forger, nor for a shop that is not ours", async () => {
    const forged = await fetch(
      `${app.origin}/proxy/v1/balance?shop=${ours.domain}&logged_in_customer_id=502`,
    )
    expect(forged.status).toBe(401)
    expect(await forged.text()).not.toContain("77")
    const stranger = await app.ask({ domain: "other.myshopify.com" }, "502", "/v1/balance")
    expect(stranger).toMatchObject({ status: 410, body: { error: { code: "unknown-shop" } } })
  })
})
