import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { type ScriptedShop, scriptedShop } from "#tests/support/scripted-shop.ts"
import { memoryTokens, tokensAt } from "#tests/support/token-store.ts"
import { PlatformError } from "#web/platforms/platform.ts"
import { shopifyApp } from "#web/platforms/shopify/api.ts"
import { adminClient } from "#web/platforms/shopify/client.ts"
import { readOperation } from "#web/platforms/shopify/documents.ts"

const now = new Date("2026-11-22T10:00:00Z")
const query = readOperation("shop")
const mutation = readOperation("create-discount")
const fine = { body: { data: { shop: { name: "Sundries" } } } }

let shop: ScriptedShop
beforeEach(async () => {
  shop = await scriptedShop()
})
afterEach(() => shop.close())

function client(options: { patienceMs?: number; timeoutMs?: number; shopDomain?: string } = {}) {
  const { patienceMs = 5000, timeoutMs = 1000, shopDomain = "sundries.myshopify.com" } = options
  const app = shopifyApp({
    apiKey: "key",
    apiSecret: "secret",
    sandboxOrigin: shop.origin,
    timeoutMs,
  })
  const tokens = memoryTokens(tokensAt(now))
  return adminClient({ app, tokens, shopDomain, patienceMs, now: () => now })
}

function graphqlError(code: string, cost?: object) {
  const errors = [{ message: code.toLowerCase(), extensions: { code } }]
  return { body: { errors, ...(cost ? { extensions: { cost } } : {}) } }
}

async function failureOf(work: Promise<unknown>): Promise<PlatformError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(PlatformError)
  return error as PlatformError
}

describe("a call to a shop's Admin API", () => {
  test("names the shop, the version, the operation and the token", async () => {
    shop.answer(fine)
    const data = await client().request(query, {})
    expect(data.child("shop")!.text("name")).toBe("Sundries")
    const [call] = shop.heard
    expect(call!.url).toBe("/admin/api/2026-10/graphql.json")
    expect(call!.headers).toMatchObject({
      "x-shopify-access-token": "shpat_first",
      "x-sandbox-shop-domain": "sundries.myshopify.com",
    })
    expect(call!.body).toMatchObject({ operationName: "Shop", variables: {} })
  })

  test("never sends a token to a host that is not a shop's", async () => {
    for (const shopDomain of [
      "evil.example.com",
      "x.myshopify.com.evil.com",
      "a/b.myshopify.com",
    ]) {
      const error = await failureOf(client({ shopDomain }).request(query, {}))
      expect(error).toMatchObject({ reason: "not-a-shop-domain", retryable: false })
    }
    expect(shop.heard).toEqual([])
  })

  test("follows no redirect, which would carry the token away", async () => {
    shop.answer({ status: 302, headers: { location: "http://127.0.0.1:9/" } })
    expect(await failureOf(client().request(query, {}))).toMatchObject({
      reason: "refused",
      retryable: false,
    })
  })
})

describe("when Shopify throttles", () => {
  const cost = (available: number) => ({
    requestedQueryCost: 100,
    throttleStatus: { maximumAvailable: 2000, currentlyAvailable: available, restoreRate: 100 },
  })

  test("a call waits until the bucket holds what it needs, then goes through", async () => {
    shop.answer(graphqlError("THROTTLED", cost(60)), fine)
    const startedAt = performance.now()
    await client().request(query, {})
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(400)
    expect(shop.heard).toHaveLength(2)
  })

  test("a mutation waits too, since a throttled one did nothing", async () => {
    shop.answer({ status: 429, headers: { "retry-after": "0.2" } }, fine)
    await client().request(mutation, {})
    expect(shop.heard).toHaveLength(2)
  })

  test("a wait longer than our patience is left to a later try", async () => {
    shop.answer(graphqlError("THROTTLED", cost(0)))
    const error = await failureOf(client({ patienceMs: 500 }).request(query, {}))
    expect(error).toMatchObject({ reason: "throttled", retryable: true })
    expect(shop.heard).toHaveLength(1)
  })

  test("a call that no bucket could ever hold is given up at once", async () => {
    shop.answer(graphqlError("THROTTLED", { ...cost(2000), requestedQueryCost: 2001 }))
    expect(await failureOf(client().request(query, {}))).toMatchObject({ retryable: false })
  })
})

describe("when Shopify fails", () => {
  const failures = [
    { status: 502 },
    { hangUp: true },
    { body: "<html>Bad gateway</html>" },
    { body: { data: null } },
    graphqlError("INTERNAL_SERVER_ERROR"),
  ]

  test("a query is asked again until it is answered", async () => {
    for (const failure of failures) {
      shop.answer(failure, fine)
      await client().request(query, {})
    }
    expect(shop.heard).toHaveLength(2 * failures.length)
  })

  test("a mutation is not sent again: it may have been done", async () => {
    for (const failure of failures) {
      shop.answer(failure)
      expect(await failureOf(client().request(mutation, {}))).toMatchObject({ retryable: true })
    }
    expect(shop.heard).toHaveLength(failures.length)
  })

  test("a mutation that may be done twice is sent again", async () => {
    shop.answer({ status: 503 }, fine)
    await client().request(mutation, {}, { repeatable: true })
    expect(shop.heard).toHaveLength(2)
  })

  test("an answer that does not come in time is a failure that says so", async () => {
    shop.answer({ ...fine, delayMs: 600 })
    const error = await failureOf(client({ timeoutMs: 100 }).request(mutation, {}))
    expect(error).toMatchObject({ reason: "timed-out", retryable: true })
  })

  test("a shop that cannot be reached is a failure that says so", async () => {
    await shop.close()
    const error = await failureOf(client().request(mutation, {}))
    expect(error).toMatchObject({ reason: "unreachable", retryable: true })
    shop = await scriptedShop()
  })
})

describe("when Shopify says no", () => {
  const refusals: [object, string][] = [
    [{ status: 402 }, "shop-frozen"],
    [{ status: 403 }, "forbidden"],
    [{ status: 404 }, "shop-not-found"],
    [{ status: 423 }, "shop-locked"],
    [{ status: 418 }, "refused"],
    [graphqlError("ACCESS_DENIED"), "forbidden"],
    [graphqlError("SHOP_INACTIVE"), "shop-frozen"],
    [graphqlError("undefinedField"), "refused"],
    [{ body: { errors: "[API] Invalid request" } }, "refused"],
  ]

  test("the reason is told, and nothing is tried again", async () => {
    for (const [refusal, reason] of refusals) {
      shop.answer(refusal)
      expect(await failureOf(client().request(query, {}))).toMatchObject({
        reason,
        retryable: false,
      })
    }
    expect(shop.heard).toHaveLength(refusals.length)
  })
})
