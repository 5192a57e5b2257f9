import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { type ScriptedShop, scriptedShop } from "#tests/support/scripted-shop.ts"
import { memoryTokens, tokensAt } from "#tests/support/token-store.ts"
import { PlatformError } from "#web/platforms/platform.ts"
import { shopifyApp } from "#web/platforms/shopify/api.ts"
import { adminClient } from "#web/platforms/shopify/client.ts"
import { readOperation } from "#web/platforms/shopify/documents.ts"
import type { Tokens } from "#web/platforms/shopify/tokens.ts"

const now = new Date("2026-11-22T10:00:00Z")
const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const query = readOperation("shop")
const fine = { body: { data: { shop: { name: "Sundries" } } } }
const fresh = {
  body: {
    access_token: "shpat_second",
    scope: "read_orders,write_discounts",
    expires_in: 3600,
    refresh_token: "shprt_second",
    refresh_token_expires_in: 7_776_000,
  },
}

let shop: ScriptedShop
beforeEach(async () => {
  shop = await scriptedShop()
})
afterEach(() => shop.close())

function client(first: Tokens | null) {
  const app = shopifyApp({ apiKey: "key", apiSecret: "secret", sandboxOrigin: shop.origin })
  const tokens = memoryTokens(first)
  const shopDomain = "sundries.myshopify.com"
  const admin = adminClient({ app, tokens, shopDomain, patienceMs: 2000, now: () => now })
  return { tokens, ask: () => admin.request(query, {}) }
}

async function failureOf(work: Promise<unknown>): Promise<PlatformError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(PlatformError)
  return error as PlatformError
}

const tokensSent = () => shop.heard.map(({ headers }) => headers["x-shopify-access-token"])
const refreshes = () => shop.heard.filter(({ url }) => url === "/admin/oauth/access_token")

describe("an access token", () => {
  test("is used as it is while it has more than five minutes to live", async () => {
    shop.answer(fine)
    await client(tokensAt(now, { expiresAt: inMinutes(6) })).ask()
    expect(tokensSent()).toEqual(["shpat_first"])
  })

  test("is refreshed five minutes before it ends, and both new tokens are kept", async () => {
    shop.answer(fresh, fine)
    const { tokens, ask } = client(tokensAt(now, { expiresAt: inMinutes(5) }))
    await ask()
    expect(tokensSent()).toEqual([undefined, "shpat_second"])
    expect(refreshes()[0]!.body).toEqual({
      client_id: "key",
      client_secret: "secret",
      grant_type: "refresh_token",
      refresh_token: "shprt_first",
    })
    expect(tokens.held()).toEqual({
      accessToken: "shpat_second",
      expiresAt: inMinutes(60),
      refreshToken: "shprt_second",
      refreshExpiresAt: inMinutes(90 * 24 * 60),
      scopes: "read_orders,write_discounts",
    })
  })

  test("that many callers find expired at once is refreshed once", async () => {
    shop.answer(fresh, ...Array(8).fill(fine))
    const { ask } = client(tokensAt(now, { expiresAt: inMinutes(-1) }))
    await Promise.all(Array.from({ length: 8 }, ask))
    expect(refreshes()).toHaveLength(1)
    expect(tokensSent().filter((token) => token === "shpat_second")).toHaveLength(8)
  })

  test("that Shopify turns down before its time is refreshed, and the call sent again", async () => {
    shop.answer({ status: 401 }, fresh, fine)
    await client(tokensAt(now)).ask()
    expect(tokensSent()).toEqual(["shpat_first", undefined, "shpat_second"])
  })

  test("of a shop's own custom app never expires and is never refreshed", async () => {
    shop.answer(fine)
    await client(
      tokensAt(now, { expiresAt: null, refreshToken: null, refreshExpiresAt: null }),
    ).ask()
    expect(tokensSent()).toEqual(["shpat_first"])
  })

  test("still serves for its last minutes while Shopify cannot refresh it", async () => {
    shop.answer({ status: 503 }, fine)
    await client(tokensAt(now, { expiresAt: inMinutes(3) })).ask()
    expect(tokensSent()).toEqual([undefined, "shpat_first"])
  })
})

describe("a refresh", () => {
  test("whose answer is lost is asked for again with the same refresh token", async () => {
    shop.answer({ hangUp: true }, fresh, fine)
    await client(tokensAt(now, { expiresAt: inMinutes(-1) })).ask()
    expect(refreshes().map(({ body }) => body.refresh_token)).toEqual([
      "shprt_first",
      "shprt_first",
    ])
  })

  const lost: [string, Tokens | null, object[]][] = [
    ["no tokens at all", null, []],
    ["a lapsed refresh token", tokensAt(now, { expiresAt: now, refreshExpiresAt: now }), []],
    ["no refresh token", tokensAt(now, { expiresAt: now, refreshToken: null }), []],
    [
      "a revoked refresh token",
      tokensAt(now, { expiresAt: now }),
      [{ status: 400, body: { error: "invalid_grant" } }],
    ],
    [
      "a new token that is turned down too",
      tokensAt(now),
      [{ status: 401 }, fresh, { status: 401 }],
    ],
  ]
  test.each(lost)(
    "is hopeless with %s: only the merchant can help",
    async (_case, held, answers) => {
      shop.answer(...answers)
      const error = await failureOf(client(held).ask())
      expect(error).toMatchObject({ reason: "needs-reinstall", retryable: false })
      expect(shop.heard).toHaveLength(answers.length)
    },
  )
})
