import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import express from "express"
import { afterAll, beforeAll, expect, test } from "vitest"
import { apiKey, apiSecret, claims, sign } from "#tests/support/admin.ts"
import { testBrand } from "#tests/support/brand.ts"
import { type TestDatabase, testDatabase } from "#tests/support/database.ts"
import { sealWith } from "#web/db/seal.ts"
import { shopDirectory } from "#web/db/shop-directory.ts"
import { tokenStore } from "#web/db/token-store.ts"
import { adminPages } from "#web/http/admin/admin-pages.ts"
import { shopifyApp } from "#web/platforms/shopify/api.ts"

const now = new Date("2026-04-01T12:00:00Z")
const shopify = "https://cdn.shopify.com/shopifycloud/app-bridge.js"
const failures: unknown[] = []

let database: TestDatabase
let domain: string
let server: Server
let url: string

beforeAll(async () => {
  database = await testDatabase()
  domain = (await testBrand(database)).domain
  const shops = shopDirectory(database.db.drain)
  const seal = sealWith(Buffer.alloc(32, 7))
  const pages = adminPages({
    db: database.db,
    shops,
    tokens: tokenStore({ db: database.db, shops, seal }),
    // Nobody listens there: Shopify cannot be reached.
    app: shopifyApp({ apiKey, apiSecret, sandboxOrigin: "http://127.0.0.1:9" }),
    apiKey,
    apiSecrets: [apiSecret],
    now: () => now,
    appBridgeUrl: shopify,
    sandboxOrigin: null,
    onFailure: (error) => void failures.push(error),
  })
  server = createServer(express().use(pages)).listen(0, "127.0.0.1")
  await new Promise((done) => server.once("listening", done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(async () => {
  server.close()
  await database.close()
})

async function open(path: string) {
  const response = await fetch(url + path)
  const policy = response.headers.get("content-security-policy") ?? ""
  const ancestors = /frame-ancestors ([^;]*)/.exec(policy)?.[1]
  return { response, policy, ancestors, html: await response.text() }
}

test("App Bridge is the first script of the page, and knows our app", async () => {
  const { html } = await open(`/?shop=${domain}`)
  const scripts = [...html.matchAll(/<script[^>]*src="([^"]*)"/g)].map(([, src]) => src)
  expect(scripts[0]).toBe(shopify)
  expect(html).toContain(`<meta name="shopify-api-key" content="${apiKey}" />`)
  expect(html).toContain('<s-app-nav><a href="/" rel="home">')
})

test("only the shop's own admin may frame the page", async () => {
  const { ancestors } = await open(`/members/12?shop=${domain}`)
  expect(ancestors).toBe(`https://${domain} https://admin.shopify.com`)
})

test("a shop that we do not know frames nothing, whatever the address claims", async () => {
  const claimed = [
    "/",
    "/?shop=evil.example",
    "/?shop=nobody.myshopify.com",
    "/?shop[]=a",
    "/?shop=*",
  ]
  for (const path of claimed) expect((await open(path)).ancestors).toBe("'none'")
  expect((await open("/?shop=%27none%27%3B%20script-src%20*")).policy).not.toContain("script-src *")
})

test("scripts are ours and App Bridge's, and nothing is inline", async () => {
  const { policy, html } = await open(`/?shop=${domain}`)
  expect(policy).toContain("script-src 'self' https://cdn.shopify.com;")
  expect(html).not.toMatch(/<script(?![^>]*src=)|<style|\son\w+=/)
})

test("a shop that opens the app for the first time sees the page though Shopify cannot be asked yet", async () => {
  const fresh = "fresh.myshopify.com"
  const idToken = await sign(claims(fresh, now))
  const { ancestors } = await open(`/?shop=other.myshopify.com&id_token=${idToken}`)
  expect(ancestors).toContain(`https://${fresh} `)
  expect(failures).toHaveLength(1)
})

test("a forged ID token opens nothing", async () => {
  const before = failures.length
  const forged = await sign(claims("victim.myshopify.com", now), "a-guess")
  const { ancestors } = await open(`/?shop=victim.myshopify.com&id_token=${forged}`)
  expect(ancestors).toBe("'none'")
  expect(failures).toHaveLength(before)
})

test("Urdu is read from right to left, and a language that we do not have is English", async () => {
  expect((await open(`/?shop=${domain}&locale=ur`)).html).toContain('<html lang="ur" dir="rtl">')
  expect((await open(`/?shop=${domain}&locale=en-GB`)).html).toContain(
    '<html lang="en-GB" dir="ltr">',
  )
  expect((await open(`/?shop=${domain}&locale=fr`)).html).toContain('<html lang="en" dir="ltr">')
  const hostile = await open(
    `/?shop=${domain}&locale=${encodeURIComponent('en"><script>1</script>')}`,
  )
  expect(hostile.html).toContain('<html lang="en" dir="ltr">')
})

test("scripts may be kept for a year, since their names change; the page is always fresh", async () => {
  const { response, html } = await open(`/?shop=${domain}`)
  expect(response.headers.get("cache-control")).toBe("no-store")
  const script = /src="(\/assets\/[^"]*\.js)"/.exec(html)![1]!
  const asset = await fetch(url + script)
  expect(asset.headers.get("cache-control")).toBe("public, max-age=31536000, immutable")
  expect((await fetch(`${url}/assets/nothing.js`)).status).toBe(404)
})

test("scripts and styles come compressed to whoever takes it, and plain to whoever does not", async () => {
  const { html } = await open(`/?shop=${domain}`)
  const style = /href="(\/assets\/[^"]*\.css)"/.exec(html)![1]!
  const ask = (encoding: string) => fetch(url + style, { headers: { "accept-encoding": encoding } })
  const [compressed, plain] = [await ask("br, gzip"), await ask("identity")]
  expect(compressed.headers.get("content-encoding")).toBe("br")
  expect(compressed.headers.get("content-type")).toBe("text/css; charset=utf-8")
  expect(Number(compressed.headers.get("content-length"))).toBeLessThan(60_000)
  expect(plain.headers.get("content-encoding")).toBeNull()
  expect(await compressed.text()).toBe(await plain.text())
})
