import { gzipSync } from "node:zlib"
import type { Page } from "playwright-core"
import type { Figure } from "#tests/bench/goals.ts"
import { openBrowser } from "#tests/support/browser.ts"
import { openStorefront } from "#tests/widget/support/storefront.ts"

/**
 * P12: what a page of the shop loads of ours before the shopper acts, in a real browser over pages rendered from the
 * theme extension: bytes of JavaScript after gzip, requests, and how far the page moved under the shopper.
 */
export async function widget(): Promise<Figure[]> {
  const [browser, shop] = await Promise.all([openBrowser(), openStorefront()])
  try {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
    const scripts = new Map<string, number>()
    page.on("response", async (response) => {
      const { pathname } = new URL(response.url())
      if (/loyalty.*\.js$/.test(pathname)) {
        scripts.set(pathname, gzipSync(await response.body()).length)
      }
    })
    await page.goto(shop.url, { waitUntil: "networkidle" })
    const { shift, requests } = await measure(page)
    const before = sum(scripts.values())
    await page.locator("loyalty-launcher[placement=corner] button").first().click()
    await page.locator("dialog .total").waitFor()
    return [
      {
        goal: "P12",
        spread: { median: before, p10: before, p90: before },
        details: [
          `${requests} request of ours, layout shift ${shift}`,
          `with the panel open ${sum(scripts.values())} B in ${scripts.size} scripts`,
        ],
        problems: [
          ...(requests > 1 ? [`${requests} requests before the shopper acts`] : []),
          ...(shift > 0 ? [`the page moved by ${shift}`] : []),
        ],
      },
    ]
  } finally {
    await browser.close()
    await shop.close()
  }
}

/** By the browser's own count. */
function measure(page: Page): Promise<{ shift: number; requests: number }> {
  return page.evaluate(async () => {
    let shift = 0
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shift += (entry as never as { value: number }).value
    }).observe({ type: "layout-shift", buffered: true })
    await new Promise((resolve) => setTimeout(resolve, 500))
    const loaded = performance.getEntriesByType("resource")
    const requests = loaded.filter(({ name }) => /loyalty/.test(new URL(name).pathname)).length
    return { shift, requests }
  })
}

function sum(values: Iterable<number>): number {
  return [...values].reduce((a, b) => a + b, 0)
}
