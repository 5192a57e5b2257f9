import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openBrowser } from "#tests/support/browser.ts"
import { openPages, type PagesShop } from "./pages-shop.ts"

/** An app that uses App Bridge; it asks for its token to be renewed once. */
function startApp(bridge: () => string): Promise<Server> {
  let refusals = 1
  const page = () => `<!doctype html><title>Members</title>
    <meta name="shopify-api-key" content="pages-key"><script src="${bridge()}/app-bridge.js"></script>
    <s-app-nav><s-link href="/" rel="home">Home</s-link><s-link href="/members">Members</s-link></s-app-nav>
    <ui-save-bar id="bar"><button variant="primary">Store</button><button>Drop</button></ui-save-bar>
    <p id="out"></p><a id="orders" href="shopify://admin/orders">Orders</a>
    <script>
      const out = (text) => document.getElementById("out").append(text + ";")
      document.addEventListener("shopify:navigate", (event) => {
        history.pushState(null, "", event.target.getAttribute("href"))
      })
      document.querySelector("[variant]").onclick = () => {
        shopify.saveBar.hide("bar")
        shopify.toast.show("Stored")
      }
      fetch("/api", { method: "POST", body: "hello" })
        .then((answer) => answer.text())
        .then(out)
        .then(() => shopify.app.extensions())
        .then(([extension]) => out(extension.handle))
        .then(() => shopify.saveBar.show("bar"))
    </script>`
  const server = createServer((request, response) => {
    if (request.url !== "/api") return response.setHeader("content-type", "text/html").end(page())
    const known = request.headers.authorization?.startsWith("Bearer ey") ? "signed" : "unsigned"
    if (refusals > 0) {
      refusals -= 1
      return response.writeHead(401, { "x-shopify-retry-invalid-session-request": "1" }).end()
    }
    return request.on("data", (body) => response.end(`${known} ${body}`))
  })
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)))
}

describe("the app inside the sandbox's admin", () => {
  let shop: PagesShop
  let app: Server
  let browser: Browser
  beforeAll(async () => {
    shop = await openPages()
    app = await startApp(() => shop.address)
    shop.context.app.url = `http://localhost:${(app.address() as AddressInfo).port}`
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser.close()
    app.closeAllConnections()
    app.close()
    await shop.close()
  })

  test("is framed with who asks, an ID token and Shopify's signature, and with nothing else", async () => {
    const { text, headers } = await shop.visitor().get("/admin/apps/regulars/members?tab=2")
    const address = /src="([^"]+\/members[^"]+)"/.exec(text)![1]!.replaceAll("&amp;", "&")
    const query = new URL(address).searchParams
    expect(query.get("tab")).toBe("2")
    expect(query.get("shop")).toBe("regulars-demo.myshopify.com")
    expect(atob(query.get("host")!)).toBe("admin.shopify.com/store/regulars-demo")
    expect(query.get("hmac")).toMatch(/^[0-9a-f]{64}$/)
    const claims = JSON.parse(atob(query.get("id_token")!.split(".")[1]!))
    expect(claims).toMatchObject({
      iss: "https://regulars-demo.myshopify.com/admin",
      dest: "https://regulars-demo.myshopify.com",
      aud: "pages-key",
      sub: "1",
    })
    expect(claims.exp - claims.iat).toBe(60)
    expect(headers.get("content-security-policy")).toContain(`frame-src ${shop.context.app.url}`)
  })

  test("an ID token is for the admin's own page, and only while the app is installed", async () => {
    const path = `${shop.address}/sandbox/id-token`
    const foreign = await fetch(path, { headers: { "sec-fetch-site": "cross-site" } })
    expect(foreign.status).toBe(403)
    const operator = shop.visitor()
    expect((await operator.json("/sandbox/id-token")).body.token).toMatch(/^ey/)
    await operator.post("/admin/app/uninstall", {})
    expect((await operator.json("/sandbox/id-token")).status).toBe(404)
    expect((await operator.get("/admin/apps/regulars")).text).toContain("is not installed")
    await operator.post("/admin/app/install", {})
  })

  test("App Bridge's stand-in signs requests, shows toasts and the save bar, and navigates", async () => {
    const page = await browser.newPage()
    const errors: string[] = []
    page.on("pageerror", (error) => errors.push(error.message))
    await page.goto(`${shop.address}/admin/apps/regulars/start`)
    const inside = page.frameLocator("#app-frame")
    await inside.getByText("signed hello;loyalty-theme;").waitFor()
    await page.getByRole("button", { name: "Store" }).click()
    await page.getByText("Stored").waitFor()
    expect(await page.locator("#save-bar").isVisible()).toBe(false)
    await page.getByRole("link", { name: "Members" }).click()
    await page.waitForURL("**/admin/apps/regulars/members")
    expect(await page.title()).toBe("Members · Kettle & Leaf")
    await inside.locator("#orders").click()
    await page.waitForURL("**/admin/orders")
    expect(errors).toEqual([])
    await page.close()
  })

  test("the app's address, opened by itself, leads into the admin", async () => {
    const page = await browser.newPage()
    await page.goto(`${shop.context.app.url}/members`)
    await page.waitForURL(`${shop.address}/admin/apps/regulars/members`)
    await page.close()
  })
})
