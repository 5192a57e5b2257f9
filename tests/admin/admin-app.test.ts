import { AxeBuilder } from "@axe-core/playwright"
import type { Browser, Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest"
import { adminSite } from "#tests/support/admin-browser.ts"
import { plainProgram, publishVersion, testBrand } from "#tests/support/brand.ts"
import { openBrowser } from "#tests/support/browser.ts"
import { type TestDatabase, testDatabase } from "#tests/support/database.ts"
import { order } from "#tests/support/order.ts"
import { settle } from "#tests/support/settle.ts"

const now = new Date("2026-04-01T12:00:00Z")

let database: TestDatabase
let browser: Browser
let site: Awaited<ReturnType<typeof adminSite>>
let brandId: number
let page: Page

beforeAll(async () => {
  database = await testDatabase()
  browser = await openBrowser()
})

beforeEach(async () => {
  const shop = await testBrand(database)
  brandId = shop.brandId
  await publishVersion(database, brandId, plainProgram(), "2026-01-01")
  await settle(
    database,
    shop,
    [order(), order({ orderId: "1002", name: "#1002", isTest: true })],
    now,
  )
  site = await adminSite(database, shop.domain, now)
})

afterEach(async () => {
  await page.context().close()
  await site.close()
})

afterAll(async () => {
  await browser.close()
  await database.close()
})

const press = (name: string) => page.getByRole("button", { name, exact: true }).click()

test("a merchant changes the rate, sees what it costs, saves the draft and publishes it", async () => {
  page = await site.open(browser, "/program")
  await page.getByRole("textbox", { name: "Points", exact: true }).first().fill("2")
  await page.getByText("A $50.00 order gives back $5.00, 10%.").waitFor()
  await press("Save")
  await page.getByText("Draft differs from live").waitFor()
  await press("Publish")
  const dialog = page.getByRole("dialog")
  await dialog.getByText("2 points for every $1.00, instead of 1 for every $1.00.").waitFor()
  await dialog.getByRole("button", { name: "Publish" }).click()
  await page.getByText("Version 2").waitFor()
  const { rows } = await database.owner.query(
    `select version, settings->'earningRules'->0->'rates'->0->>'points' as points
     from programs where brand_id = $1 and published_at is not null order by version`,
    [brandId],
  )
  expect(rows).toEqual([
    { version: 1, points: "1" },
    { version: 2, points: "2" },
  ])
})

test("a merchant adds a tier and finds it in the list, not live yet", async () => {
  page = await site.open(browser, "/tiers")
  await page.getByRole("link", { name: "Add tier" }).click()
  await page.getByRole("textbox", { name: "Name" }).fill("Gold")
  await page.getByRole("checkbox", { name: "Amount spent" }).click()
  await page.getByRole("textbox", { name: /Amount spent/ }).fill("250")
  await press("Save")
  await page.getByText("$250.00 spent").waitFor()
  await page.getByText("New, not live yet").waitFor()
})

test("nobody leaves unsaved changes by accident", async () => {
  page = await site.open(browser, "/tiers")
  await page.getByRole("link", { name: "Add tier" }).click()
  const name = page.getByRole("textbox", { name: "Name" })
  await name.fill("Gold")
  await page.getByRole("link", { name: "Tiers" }).click()
  await press("Stay")
  await page.goBack() // the browser's own button asks too
  await press("Stay")
  expect(await name.inputValue()).toBe("Gold")
  await page.getByRole("link", { name: "Tiers" }).click()
  await press("Leave page")
  await page.getByText("Thank your best customers with tiers").waitFor()
})

test("staff find a member, read why each point moved, and give some with a reason", async () => {
  page = await site.open(browser, "/members")
  await page.getByRole("textbox", { name: "Search" }).fill("ada@")
  await page.getByRole("link", { name: "Ada" }).click()
  await page.getByText("Earned with order #1001").waitFor()
  await page.getByText("A test order").waitFor()
  await press("Adjust points")
  await page.getByRole("textbox", { name: "Points", exact: true }).fill("25")
  await page.getByRole("textbox", { name: /^Reason/ }).fill("Late parcel")
  await page.getByText("After: 65").waitFor()
  await press("Give points")
  await page.getByText("65 points", { exact: true }).waitFor()
  await page.getByText("Late parcel").waitFor()
})

test.each([
  ["en", "/", "What members have now"],
  ["en", "/program", "How members earn"],
  ["en", "/tiers/new", "How it is reached"],
  ["en", "/members", "Ada"],
  ["ur", "/program", "پوائنٹس کیسے ملتے ہیں"],
  ["ur", "/orders", "آزمائشی آرڈر"],
])("in %s the screen %s has no accessibility fault", async (locale, path, text) => {
  page = await site.open(browser, path, locale)
  await page.getByText(text).first().waitFor()
  const { violations } = await new AxeBuilder({ page }).exclude("iframe").analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
})

test("the page runs under its own strict policy, and fits a phone", async () => {
  page = await site.open(browser, "/")
  const refused: string[] = []
  page.on("console", (message) => message.type() === "error" && refused.push(message.text()))
  await page.setViewportSize({ width: 390, height: 800 })
  for (const path of [
    "/",
    "/program",
    "/tiers",
    "/members",
    "/orders",
    "/redemptions",
    "/deliveries",
  ]) {
    await page.goto(new URL(path, page.url()).href, { waitUntil: "networkidle" })
    expect([path, await page.evaluate(() => document.body.scrollWidth)]).toEqual([path, 390])
  }
  expect(refused).toEqual([])
})
