import type { Browser, FrameLocator, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { openBrowser } from "#tests/support/browser.ts"
import { type Product, startProduct } from "#tests/support/product.ts"

let product: Product
let browser: Browser
let page: Page
let app: FrameLocator
const complaints: string[] = []

beforeAll(async () => {
  ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
  page = await browser.newPage({ viewport: { width: 1280, height: 1000 } })
  page.on("pageerror", (error) => complaints.push(error.message))
  page.setDefaultTimeout(15_000)
  app = page.frameLocator("#app-frame")
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await product?.stop()
}, 60_000)

describe("a merchant in the admin, framed as Shopify frames it", () => {
  it("changes the rate, saves the draft, reads what will change, and publishes it", async () => {
    const customerId = await member("ada@example.com")
    await order(customerId, "10.00")
    await open("program")
    await app.getByLabel("Points", { exact: true }).first().fill("2")
    await page.click("#save")
    await app.getByRole("button", { name: "Publish" }).first().click()
    const dialog = app.getByRole("dialog")
    await dialog.getByText("2 points for every $1.00, instead of 1 for every $1.00.").waitFor()
    await dialog.getByRole("button", { name: "Publish" }).click()
    await app.getByText("Version 2").first().waitFor()
    await order(customerId, "10.00")
  })

  it("finds the member, with every entry, its reason and the rate of its own time", async () => {
    await open("members")
    await app.getByText("ada@example.com").first().click()
    await app.getByText(/#1001/).first().waitFor()
    const words = await app.locator("body").innerText()
    expect(words).toMatch(/#1002/)
    expect(words).toMatch(/\b30\b/) // 10 under the old terms, 20 under the new
  })

  it("reads why an order earned nothing", async () => {
    const customerId = await member("bo@example.com")
    await order(customerId, "10.00", { test: true })
    await open("orders")
    await app.getByText("#1003").first().waitFor()
    await app
      .getByText(/test order/i)
      .first()
      .waitFor()
  })

  it("sees a delivery that was set aside, with its reason", async () => {
    await control("/webhooks/send", { topic: "orders/paid", body: '{"id": 1, "oops', wait: true })
    await expect
      .poll(async () => {
        await open("deliveries")
        await page.waitForTimeout(500)
        return app.locator("body").innerText()
      })
      .toMatch(/not readable/)
  })

  it("without a single script error", () => {
    expect(complaints).toEqual([])
  })
})

async function open(screen: string): Promise<void> {
  await page.goto(`${product.shop}/admin/apps/regulars/${screen}`)
  await app.locator("h1").first().waitFor()
}

async function control<Answer>(path: string, body: object): Promise<Answer> {
  const answer = await fetch(`${product.shop}/sandbox${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  })
  expect(answer.ok).toBe(true)
  return (await answer.json()) as Answer
}

async function member(email: string): Promise<string> {
  type Made = { customer: { id: string } }
  const { customer } = await control<Made>("/customers", { email, enabled: true })
  return customer.id
}

async function order(customerId: string, price: string, more: object = {}): Promise<void> {
  await control("/orders", { customerId, lines: [{ price, quantity: 1 }], ...more })
}
