import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type SandboxShop, sandboxShop } from "#tests/support/sandbox-shop.ts"
import { adminClient } from "#web/platforms/shopify/client.ts"
import { readIdToken } from "#web/platforms/shopify/id-token.ts"
import { exchangeToken, fetchShop } from "#web/platforms/shopify/install.ts"
import { shopifyPlatform } from "#web/platforms/shopify/shopify-platform.ts"
import { mintIdToken } from "#web/sandbox/oauth/id-token.ts"

let shop: SandboxShop
beforeAll(async () => {
  shop = await sandboxShop()
})
afterAll(() => shop.close())

const trade = (idToken: string) => exchangeToken(shop.deps, idToken, shop.deps.shopDomain)

describe("when a merchant opens the app", () => {
  test("the ID token of the admin proves which shop it is", async () => {
    const { apiKey, apiSecret } = shop.context.app
    const trusted = { apiKey, secrets: [apiSecret], now: new Date() }
    expect(await readIdToken(await mintIdToken(shop.context, "7"), trusted)).toMatchObject({
      shopDomain: "regulars-demo.myshopify.com",
      userId: "7",
    })
  })

  test("its ID token is traded for tokens that end: in an hour, and in ninety days", async () => {
    const now = shop.deps.now().getTime()
    const tokens = await trade(await mintIdToken(shop.context))
    const hoursTo = (date: Date | null) => Math.round((date!.getTime() - now) / 3_600_000)
    expect(hoursTo(tokens.expiresAt)).toBe(1)
    expect(hoursTo(tokens.refreshExpiresAt)).toBe(90 * 24)
    expect(tokens.scopes.split(",")).toContain("write_discounts")
  })

  test("an ID token that is not good any more asks for a newer one", async () => {
    await expect(trade("not.a.token")).rejects.toMatchObject({
      reason: "stale-id-token",
      retryable: false,
    })
  })

  test("the shop tells its name, money, time and language", async () => {
    const { id, name } = shop.context.shop()
    expect(await fetchShop(adminClient(shop.deps))).toEqual({
      platformShopId: id,
      name,
      currency: "USD",
      timeZone: shop.context.shop().timeZone,
      locale: "en",
      domain: "regulars-demo.myshopify.com",
    })
  })
})

test("once the app is taken off, calls say that only the merchant can bring it back", async () => {
  await shop.control("/app/uninstall", {})
  const lost = { reason: "needs-reinstall", retryable: false }
  await expect(shopifyPlatform(shop.deps).codeState("ANY")).rejects.toMatchObject(lost)
  await shop.control("/app/install", {})
  await shop.deps.tokens.save(shop.deps.shopDomain, await trade(await mintIdToken(shop.context)))
  expect(await shopifyPlatform(shop.deps).codeState("ANY")).toBe("absent")
})

test("a scope that was not granted is named as the reason, and nothing is tried again", async () => {
  await shop.control("/app/scopes", { scopes: ["read_orders"] })
  const tokens = await trade(await mintIdToken(shop.context))
  await shop.deps.tokens.save(shop.deps.shopDomain, tokens)
  const work = shopifyPlatform(shop.deps).codeState("ANY")
  await expect(work).rejects.toMatchObject({ reason: "forbidden", retryable: false })
})
