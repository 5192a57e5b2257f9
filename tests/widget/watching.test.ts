// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { openPanel, visit } from "./support/panel.ts"
import { openShop, type Shop } from "./support/shop.ts"
import { line, member, redemption } from "./support/shopper.ts"

let shop: Shop
beforeEach(async () => {
  shop = await openShop()
  visit(shop)
})
afterEach(async () => {
  for (const panel of document.querySelectorAll("loyalty-panel")) panel.remove()
  await shop.close()
})

const soon = { timeout: 8000, interval: 10 }

const me = "/apps/loyalty/v1/me"
const balance = "/apps/loyalty/v1/balance"
const pass = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function openedPanel() {
  const panel = await openPanel(shop)
  await vi.waitFor(() => expect(panel.textOf(".total")).toBe("240 points"), soon)
  return panel
}

describe("a panel that stays open", () => {
  test("sees the points of a fresh order without doing anything", async () => {
    const panel = await openedPanel()
    const news = line(120, "order-earned", { order: "#1043" })
    shop.state.member = member({ points: 360, history: [news, ...shop.state.member!.history] })
    await vi.waitFor(() => expect(panel.textOf(".total")).toBe("360 points"), soon)
    expect(panel.textOf("[role=status]")).toBe("You earned 120 points with order #1043")
  })

  test("asks for the points alone, and for nothing more while they stay the same", async () => {
    await openedPanel()
    await vi.waitFor(() => expect(shop.count(balance)).toBe(2), soon)
    expect(shop.count(me)).toBe(1)
  })

  test("reads the account once when the points have changed", async () => {
    const panel = await openedPanel()
    shop.state.member = member({ points: 90 })
    await vi.waitFor(() => expect(panel.textOf(".total")).toBe("90 points"), soon)
    await vi.waitFor(() => expect(shop.count(balance)).toBe(2), soon)
    expect(shop.count(me)).toBe(2)
  })

  test("notices a debt, which leaves the points at nothing", async () => {
    shop.state.member = member({ points: 0, owedPoints: 0 })
    const panel = await openPanel(shop)
    await vi.waitFor(() => expect(panel.textOf(".total")).toBe("0 points"), soon)
    shop.state.member = member({ points: 0, owedPoints: 40 })
    await vi.waitFor(() => expect(panel.text()).toContain("You spent 40 points"), soon)
  })

  test("notices that the sign-in has ended, and asks the signed-out shopper no further", async () => {
    const panel = await openedPanel()
    shop.state.member = null
    await vi.waitFor(() => expect(panel.text()).toContain("Sign in to see your points"), soon)
    await vi.waitFor(() => expect(shop.count(balance)).toBe(2), soon)
    expect(shop.count(me)).toBe(2)
  })

  test("reads the whole account while a code is being made: its points are spent already", async () => {
    shop.state.member!.redemptions = [redemption({ status: "reserved", code: null })]
    const panel = await openedPanel()
    shop.makeCode()
    await vi.waitFor(() => expect(panel.textOf(".codes code")).toBe("LATER-1111"), soon)
    expect(shop.count(balance)).toBe(0)
  })

  test("asks no more than every two seconds, and nothing once it is closed", async () => {
    const panel = await openedPanel()
    for (let i = 0; i < 5; i++) window.dispatchEvent(new Event("focus"))
    await pass(2300)
    expect(shop.count(balance)).toBe(1)
    panel.press("×")
    await pass(2300)
    expect(shop.count(balance)).toBe(1)
    expect(shop.count(me)).toBe(1)
  })

  test("grows tired after half a minute, until the shopper comes back to it", async () => {
    await openedPanel()
    const now = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 31_000)
    await pass(2300)
    expect(shop.count(balance)).toBe(0)
    window.dispatchEvent(new Event("focus"))
    await vi.waitFor(() => expect(shop.count(balance)).toBe(1), soon)
    now.mockRestore()
  })

  test("keeps what they see when the shop stops answering later", async () => {
    const panel = await openedPanel()
    shop.state.isDown = true
    await vi.waitFor(() => expect(shop.count(balance)).toBe(2), soon)
    expect(panel.textOf(".total")).toBe("240 points")
  })
})
