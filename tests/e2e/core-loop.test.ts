import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { openBrowser } from "#tests/support/browser.ts"
import { type Product, startProduct } from "#tests/support/product.ts"

let product: Product
let browser: Browser
let page: Page
const complaints: string[] = []

beforeAll(async () => {
  ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  page.on("pageerror", (error) => complaints.push(error.message))
  page.setDefaultTimeout(15_000)
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await product?.stop()
}, 60_000)

describe("a shopper's life in the shop", () => {
  it("signs up at the storefront", async () => {
    await page.goto(`${product.shop}/account/register`)
    await page.fill("#email", "zoe@example.com")
    await page.click("text=Send the code")
    const code = /\b\d{6}\b/.exec(await page.locator("main").innerText())![0]
    await page.fill("#code", code)
    await page.click("main >> text=Sign in")
    await page.waitForSelector("text=Your account")
  })

  it("buys, and sees the points in the widget by the time the panel is open", async () => {
    await buy(3)
    const thanked = performance.now()
    await openPanel()
    await expectPoints(147)
    console.info(`points seen ${Math.round(performance.now() - thanked)} ms after the purchase`)
  })

  it("reads why in the history", async () => {
    await panel()
      .getByText(/You earned 147 points with order #1001/)
      .waitFor()
  })

  it("redeems 100 points for a code that lies in the cart already", async () => {
    await page.goto(`${product.shop}/products/stoneware-cup`)
    await page.click("form[action='/cart/add'] button[type=submit]")
    await openPanel()
    await panel().getByRole("button", { name: "Redeem" }).first().click()
    await expectPoints(47)
    await panel()
      .getByText(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/)
      .first()
      .waitFor()
    const cart = await page.request.get(`${product.shop}/cart.js`)
    const { discount_codes: codes } = await cart.json()
    expect(codes).toMatchObject([{ applicable: true }])
  })

  it("uses the code at the checkout, and earns on what was really paid", async () => {
    await page.goto(`${product.shop}/checkout`)
    await page.getByText("−$5.00").waitFor()
    await pay()
    await openPanel()
    await expectPoints(60) // 47 left, and 13 for a cup of $18.50 less $5.00
  })

  it("sends two of three bags back, and loses exactly what they gave, as far as it is unspent", async () => {
    await refund("#1001", 2)
    await openPanel()
    // 98 points go back; 60 were left, so 38 are owed. The shopper never sees a minus sign.
    await expectPoints(0)
    await panel().getByText(/38/).first().waitFor()
    await panel().getByText(/#1001/).first().waitFor()
  })

  it("and repays the debt with the next order", async () => {
    await buy(1)
    await openPanel()
    await expectPoints(11)
  })

  it("and every balance is proved by the books", async () => {
    expect(await product.run("web/verify.ts")).toBe(0)
    expect(complaints).toEqual([])
  })
})

async function buy(quantity: number): Promise<void> {
  await page.goto(`${product.shop}/products/morning-bell-blend`)
  await page.locator("input[name=id]").nth(1).check()
  await page.fill("#quantity", String(quantity))
  await page.click("form[action='/cart/add'] button[type=submit]")
  await page.waitForURL("**/cart")
  await page.goto(`${product.shop}/checkout`)
  await pay()
}

async function pay(): Promise<void> {
  for (const [field, value] of Object.entries({
    last_name: "Zee",
    address1: "1 Tea Street",
    city: "Leeds",
    zip: "LS1",
  })) {
    await page.fill(`#${field}`, value)
  }
  await page.click("button.pay")
  await page.waitForSelector("text=/#\\d{4}/")
}

async function openPanel(): Promise<void> {
  await page.goto(`${product.shop}/`)
  await page.click("loyalty-launcher")
}

async function points(): Promise<number> {
  const body = await page.evaluate(async () => (await fetch("/apps/loyalty/v1/balance")).json())
  return body.member.points
}

async function expectPoints(expected: number): Promise<void> {
  await expect.poll(points, { timeout: 5_000 }).toBe(expected)
  await panel()
    .getByText(new RegExp(`^${expected}( points)?$`))
    .first()
    .waitFor()
}

function panel() {
  return page.locator("loyalty-panel")
}

async function refund(name: string, quantity: number): Promise<void> {
  await page.goto(`${product.shop}/admin/orders`)
  await page.click(`main a:has-text("${name}")`)
  const form = page.locator("form[action*=refund]").first()
  await page.locator("details, summary").filter({ hasText: "Refund" }).first().click()
  await form.locator("input[name^=quantity-]").first().fill(String(quantity))
  await form.getByRole("button", { name: "Refund" }).click()
  await page.getByText("Refunded").first().waitFor()
}
