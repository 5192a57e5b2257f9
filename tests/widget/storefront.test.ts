import { AxeBuilder } from "@axe-core/playwright"
import type { Browser, BrowserContext, Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { openBrowser } from "#tests/support/browser.ts"
import { member, redemption } from "./support/shopper.ts"
import { openStorefront } from "./support/storefront.ts"

let browser: Browser
let shop: Awaited<ReturnType<typeof openStorefront>>
let context: BrowserContext
let page: Page
let complaints: string[]

beforeAll(async () => {
  ;[browser, shop] = await Promise.all([openBrowser(), openStorefront()])
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await shop?.close()
})
beforeEach(async () => {
  Object.assign(shop.state, { member: member(), isDown: false, poolIsEmpty: false })
  shop.state.program.status = "live"
  shop.state.cart.codes = []
  Object.assign(shop.pages, { scriptDelayMs: 0, settings: {}, programInLiquid: false })
  context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  page = await context.newPage()
  complaints = []
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text())
  })
  page.on("pageerror", (error) => complaints.push(String(error)))
})
afterEach(async () => {
  await context.close()
  expect(complaints).toEqual([])
})

const pill = () => page.locator("loyalty-launcher[placement=corner] button").first()
const panel = () => page.locator("dialog")

async function openPanel(path = "/") {
  await page.goto(shop.url + path)
  await pill().click()
  await panel().locator(".total").waitFor()
}

/** How far the page has moved under the shopper, and what it has loaded, by the browser's own count. */
const measure = () =>
  page.evaluate(async () => {
    const shifts: number[] = []
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shifts.push((entry as never as { value: number }).value)
    }).observe({ type: "layout-shift", buffered: true })
    await new Promise((resolve) => setTimeout(resolve, 400))
    const loaded = performance.getEntriesByType("resource").map((entry) => new URL(entry.name))
    return {
      shift: shifts.reduce((sum, value) => sum + value, 0),
      ours: loaded.map((url) => url.pathname).filter((path) => /loyalty/.test(path)),
    }
  })

describe("before the shopper acts", () => {
  test.each(["/", "/short", "/ur", "/ur/short", "/pages/rewards", "/ur/pages/rewards"])(
    "%s has asked for one script of ours, and nothing has moved",
    async (path) => {
      shop.pages.scriptDelayMs = 250
      await page.goto(shop.url + path, { waitUntil: "networkidle" })
      await pill().waitFor()
      const { shift, ours } = await measure()
      expect(ours).toEqual(["/extensions/loyalty-theme/assets/loyalty-launcher.js"])
      expect(shift).toBe(0)
    },
  )

  test("the pill says what Liquid knows, in the theme's colours", async () => {
    await page.goto(shop.url)
    expect(await pill().textContent()).toBe("Rewards · 240")
    expect(await pill().getAttribute("aria-label")).toBe("Rewards · 240 points")
    const colour = (locator: ReturnType<typeof pill>) =>
      locator.evaluate((element) => getComputedStyle(element).backgroundColor)
    expect(await colour(pill())).toBe(await colour(page.locator("main .button").first()))
  })

  test("a programme that Liquid knows not to be live shows nothing and loads nothing", async () => {
    shop.pages.programInLiquid = true
    shop.state.program.status = "none"
    await page.goto(shop.url, { waitUntil: "networkidle" })
    expect(await page.locator("loyalty-launcher").count()).toBe(0)
    expect((await measure()).ours).toEqual([])
  })
})

describe("without JavaScript", () => {
  test("the launcher is a link to the rewards page, and that page says what Liquid knows", async () => {
    shop.pages.programInLiquid = true
    const plain = await browser.newContext({ javaScriptEnabled: false })
    const still = await plain.newPage()
    await still.goto(`${shop.url}/ur`)
    const link = still.locator("loyalty-launcher a")
    expect(await link.getAttribute("href")).toBe("/ur/pages/rewards")
    await still.goto(`${shop.url}/pages/rewards`)
    const words = await still.locator("#loyalty-rewards").innerText()
    expect(words).toContain("240 points")
    expect(words).toMatch(/\$5 off · 100 points/)
    expect(words).toMatch(/\$20 off · 300 points · on orders from \$50/)
    expect(words).toContain("5 points for every $1 you spend")
    expect(words).toContain("turn on JavaScript")
    await plain.close()
  })
})

describe.each([
  ["English", ""],
  ["Urdu", "/ur"],
])("in %s", (_, root) => {
  test("a shopper redeems with the keyboard alone, and finds the focus where it was", async () => {
    await page.goto(`${shop.url}${root}/short`)
    await pill().focus()
    await page.keyboard.press("Enter")
    await panel().locator(".total").waitFor()
    const redeem = panel().locator("[data-act=redeem]")
    for (let presses = 0; presses < 10; presses++) {
      if (await redeem.evaluate((button) => button.matches(":focus"))) break
      await page.keyboard.press("Tab")
    }
    await page.keyboard.press("Enter")
    await panel().locator(".fresh code").waitFor()
    expect(
      await panel()
        .locator(".fresh")
        .evaluate((card) => card.matches(":focus")),
    ).toBe(true)
    await expect.poll(() => shop.state.cart.codes).toEqual(["THANKS-7Q4M-2XKD"])
    await page.keyboard.press("Escape")
    await panel().waitFor({ state: "hidden" })
    expect(await pill().evaluate((button) => button.matches(":focus"))).toBe(true)
    expect(await pill().textContent()).toContain("140")
  })

  test("the focus stays in the open panel", async () => {
    await openPanel(`${root}/short`)
    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press("Tab")
      const outside = await page.evaluate(() => {
        const { activeElement } = document
        return activeElement !== document.body && activeElement?.localName !== "loyalty-launcher"
      })
      expect(outside).toBe(false)
    }
  })

  test("every state passes axe", async () => {
    const states: [string, () => void][] = [
      ["a member", () => {}],
      ["codes and waiting points", addCodes],
      [
        "no points",
        () => Object.assign(shop.state, { member: member({ points: 0, history: [] }) }),
      ],
      ["signed out", () => Object.assign(shop.state, { member: null })],
      ["shop down", () => Object.assign(shop.state, { isDown: true })],
    ]
    // Half faded in, nothing has its contrast yet.
    await page.emulateMedia({ reducedMotion: "reduce" })
    for (const [state, prepare] of states) {
      Object.assign(shop.state, { member: member(), isDown: false })
      prepare()
      await page.goto(`${shop.url}${root}/pages/rewards`)
      await pill().click()
      await panel().locator("section").first().waitFor()
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect([state, violations.map(({ id, nodes }) => [id, nodes[0]?.html])]).toEqual([state, []])
    }
    complaints = complaints.filter((text) => !text.includes("503"))
  })
})

function addCodes() {
  const codes = [redemption(), redemption({ id: "later", status: "reserved", code: null })]
  shop.state.member = member({ redemptions: codes, waitingPoints: 60, owedPoints: 0 })
}

describe("in the open shop", () => {
  test.each(["/", "/ur", "/de", "/te", "/ar"])(
    "nothing is cut off or wider than the panel at %s",
    async (path) => {
      addCodes()
      await openPanel(path)
      const wide = await panel().evaluate((dialog) =>
        [...dialog.querySelectorAll("*")]
          .filter(
            ({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1,
          )
          .map((element) => element.outerHTML.slice(0, 80)),
      )
      expect(wide).toEqual([])
      const box = (await panel().boundingBox())!
      expect(box.x).toBeGreaterThanOrEqual(0)
      expect(box.width).toBeLessThanOrEqual(390)
    },
  )

  test("the Urdu panel reads from right to left, the bar and the close button too", async () => {
    await openPanel("/ur")
    const direction = await panel().evaluate((dialog) => getComputedStyle(dialog).direction)
    expect(direction).toBe("rtl")
    const close = (await panel().locator(".close").boundingBox())!
    expect(close.x).toBeLessThan(195)
    expect(await panel().locator(".total").innerText()).toContain("پوائنٹس")
  })

  test("a press beside the panel closes it; pressing again shows it without loading code again", async () => {
    await openPanel()
    await page.mouse.click(20, 20)
    await panel().waitFor({ state: "hidden" })
    await pill().click()
    await panel().locator(".total").waitFor()
    const { ours } = await measure()
    expect(ours.filter((path) => path.endsWith("panel.js"))).toHaveLength(1)
  })

  test("the button on the rewards page opens the same panel", async () => {
    await page.goto(`${shop.url}/pages/rewards`)
    await page.locator("#loyalty-rewards loyalty-launcher a").click()
    await panel().locator(".total").waitFor()
    expect(page.url()).toBe(`${shop.url}/pages/rewards`)
    await page.keyboard.press("Escape")
    const link = page.locator("#loyalty-rewards loyalty-launcher a")
    expect(await link.evaluate((element) => element.matches(":focus"))).toBe(true)
  })

  test("the merchant's settings move and rename the pill", async () => {
    shop.pages.settings = { position: "start", bottom: 88, label: "Bean <b>club" }
    await page.goto(shop.url)
    expect(await pill().textContent()).toBe("Bean <b>club · 240")
    const box = (await pill().boundingBox())!
    expect(box.x).toBe(20)
    expect(Math.round(844 - box.y - box.height)).toBe(88)
  })

  test("with reduced motion nothing moves", async () => {
    await page.emulateMedia({ reducedMotion: "reduce" })
    await openPanel()
    const name = await panel().evaluate((dialog) => getComputedStyle(dialog).animationName)
    expect(name).toBe("none")
  })
})
