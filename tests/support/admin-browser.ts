import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import express from "express"
import type { Browser, Page } from "playwright-core"
import { sealWith } from "#web/db/seal.ts"
import { shopDirectory } from "#web/db/shop-directory.ts"
import { tokenStore } from "#web/db/token-store.ts"
import { adminApi } from "#web/http/admin/admin-api.ts"
import { adminPages } from "#web/http/admin/admin-pages.ts"
import { shopifyApp } from "#web/platforms/shopify/api.ts"
import { apiKey, apiSecret, claims, sign } from "./admin.ts"
import type { TestDatabase } from "./database.ts"

/** Stands in for App Bridge: says who asks, shows the save bar in the page, and remembers toasts. */
const bridge = `
  const plain = window.fetch.bind(window)
  window.toasts = []
  window.shopify = {
    toast: { show: (message) => window.toasts.push(message) },
    saveBar: { show: (id) => { document.getElementById(id).style.display = "flex" }, hide: () => {} },
  }
  window.fetch = async (input, init = {}) => {
    const authorization = "Bearer " + (await (await plain("/id-token")).text())
    return plain(input, { ...init, headers: { ...init.headers, authorization } })
  }`

/** The whole admin, pages and API, on a port of its own, for a real browser; time stands still at `now`. */
export async function adminSite({ db }: TestDatabase, shopDomain: string, now: Date) {
  const seal = sealWith(Buffer.alloc(32, 7))
  const shops = shopDirectory(db.drain)
  const deps = {
    db,
    seal,
    shops,
    tokens: tokenStore({ db, shops, seal }),
    now: () => now,
    apiKey,
    apiSecrets: [apiSecret],
    onProgramPublished: async () => {},
    onDeliveryReplayed: () => {},
    onUnexpectedError: (error: unknown) => console.error(error),
  }
  const app = express()
  const server = createServer(app).listen(0, "127.0.0.1")
  await new Promise((done) => server.once("listening", done))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  app.get("/app-bridge.js", (_request, response) => void response.type("js").send(bridge))
  app.get("/id-token", async (_request, response) => {
    response.send(await sign(claims(shopDomain, now)))
  })
  app.use("/admin/graphql", adminApi(deps))
  const appBridgeUrl = `${origin}/app-bridge.js`
  app.use(
    adminPages({
      ...deps,
      app: shopifyApp({ apiKey, apiSecret, sandboxOrigin: origin }),
      appBridgeUrl,
      sandboxOrigin: origin,
      onFailure: deps.onUnexpectedError,
    }),
  )
  return {
    /** Opens a screen as staff of the shop would, and fails the test on any error of the page. */
    async open(browser: Browser, path: string, locale = "en"): Promise<Page> {
      const page = await (await browser.newContext()).newPage()
      page.setDefaultTimeout(10_000)
      page.on("pageerror", (error) => console.error("in the page:", error))
      await page.goto(`${origin}${path}?shop=${shopDomain}&locale=${locale}`)
      return page
    },
    close: () => new Promise((done) => server.close(done)),
  }
}
