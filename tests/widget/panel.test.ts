// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { openPanel, visit } from "./support/panel.ts"
import { openShop, type Shop } from "./support/shop.ts"
import { line, member, redemption, twentyOff } from "./support/shopper.ts"

let shop: Shop
beforeEach(async () => {
  shop = await openShop()
  visit(shop)
})
afterEach(async () => {
  for (const panel of document.querySelectorAll("loyalty-panel")) panel.remove()
  await shop.close()
})

const soon = { timeout: 5000, interval: 10 }

describe("a shopper who opens the panel", () => {
  test("reads what they have, what it gets them, and how to get more, in that order", async () => {
    const panel = await openPanel(shop)
    await vi.waitFor(() => expect(panel.textOf(".total")).toBe("240 points"), soon)
    expect(panel.textOf(".balance")).toContain("Worth $10")
    expect(panel.textOf(".next p")).toBe("60 points to $20 off")
    const bar = panel.dialog.querySelector("progress")!
    expect([bar.getAttribute("value"), bar.getAttribute("max")]).toEqual(["240", "300"])
    expect(panel.textOf(".earn li")).toBe("5 points for every $1 you spend")
    const parts = [...panel.dialog.querySelectorAll("section")].map((part) => part.className)
    expect(parts).toEqual(["balance", "rewards", "earn", "history"])
  })

  test("reads every movement of points as a sentence with its reason and its expiry", async () => {
    shop.state.member!.history = [
      line(-100, "redeemed", { reward: "$5 off" }),
      line(-60, "order-refunded", { order: "#1042" }),
      line(120, "order-earned", { order: "#1042" }, "2027-11-03"),
      line(50, "adjusted", { note: "Happy birthday" }),
      line(1, "points-claimed"),
    ]
    const panel = await openPanel(shop)
    await vi.waitFor(() => expect(panel.text()).toContain("History"), soon)
    const lines = [...panel.dialog.querySelectorAll(".history li p")].map((one) => one.textContent)
    expect(lines).toEqual([
      "You spent 100 points on $5 off",
      "The refund of order #1042 took back 60 points",
      "You earned 120 points with order #1042 · expires 3 Nov 2027",
      "The shop gave you 50 points (Happy birthday)",
      "You claimed 1 point from earlier orders",
    ])
  })

  test("keeps older movements behind one more press", async () => {
    const orders = ["#1", "#2", "#3", "#4", "#5", "#6", "#7"]
    shop.state.member!.history = orders.map((order) => line(10, "order-earned", { order }))
    const panel = await openPanel(shop)
    await vi.waitFor(() => expect(panel.textOf("summary")).toBe("Earlier"), soon)
    expect(panel.dialog.querySelectorAll(".history > ul > li")).toHaveLength(5)
    expect(panel.dialog.querySelectorAll("details li")).toHaveLength(2)
  })

  test("is told in words of points they owe, and sees no minus sign", async () => {
    shop.state.member = member({ points: 0, owedPoints: 40, history: [line(-140, "mystery")] })
    const panel = await openPanel(shop)
    await vi.waitFor(() => expect(panel.textOf(".total")).toBe("0 points"), soon)
    expect(panel.text()).toContain("You spent 40 points from an order that was refunded later.")
    expect(panel.textOf(".history li p")).toBe("Your balance fell by 140 points")
    expect(panel.text()).not.toMatch(/[-−]\s?\d/)
  })

  test("with no points yet reads how the first ones come, and finds nothing to press", async () => {
    shop.state.member = member({ points: 0, history: [] })
    const panel = await openPanel(shop)
    await vi.waitFor(() => expect(panel.textOf(".total")).toBe("0 points"), soon)
    expect(panel.text()).toContain("Your first order earns your first points.")
    expect(panel.text()).toContain("Nothing yet. It starts with your first order.")
    expect(panel.text()).toContain("100 points to go")
    expect(panel.buttons()).toEqual(["×"])
  })

  test("who is not signed in reads what the programme offers and where to join", async () => {
    shop.state.member = null
    const panel = await openPanel(shop)
    await vi.waitFor(() => expect(panel.text()).toContain("Sign in to see your points"), soon)
    const links = [...panel.dialog.querySelectorAll("a")].map((link) => link.getAttribute("href"))
    expect(links).toEqual(["/account/register", "/account/login"])
    expect(panel.text()).toContain("$20 off")
    expect(panel.buttons()).toEqual(["×"])
  })

  test("reads that the points are safe when the shop does not answer, and can try again", async () => {
    shop.state.isDown = true
    const panel = await openPanel(shop)
    await vi.waitFor(() => expect(panel.text()).toContain("They are safe."), soon)
    shop.state.isDown = false
    panel.press("Try again")
    await vi.waitFor(() => expect(panel.textOf(".total")).toBe("240 points"), soon)
  })

  test("of a programme that is not live is told so, and the launcher hears of it", async () => {
    shop.state.program = { ...shop.state.program, status: "none", rewards: [], earn: [] }
    const panel = await openPanel(shop)
    const closed = new Promise<boolean>((resolve) => {
      panel.host.addEventListener("loyalty:close", (event) =>
        resolve((event as CustomEvent<{ live: boolean }>).detail.live),
      )
    })
    await vi.waitFor(() => expect(panel.text()).toContain("not open at the moment"), soon)
    panel.press("×")
    expect(await closed).toBe(false)
  })

  test("sees a reward's own name as text, whatever is in it", async () => {
    const name = '<img src=x onerror="alert(1)"> & "half" off'
    shop.state.program.rewards[0]!.name = name
    const panel = await openPanel(shop)
    await vi.waitFor(() => expect(panel.textOf(".rewards .name")).toBe(name), soon)
    expect(panel.dialog.querySelector("img")).toBeNull()
  })

  test("finds codes they have not used, and can put one into the cart", async () => {
    shop.state.member!.redemptions = [redemption(), redemption({ id: "used", status: "used" })]
    const panel = await openPanel(shop)
    await vi.waitFor(() => expect(panel.textOf(".codes code")).toBe("THANKS-7Q4M-2XKD"), soon)
    expect(panel.dialog.querySelectorAll(".codes li")).toHaveLength(1)
    panel.press("Add to cart")
    await vi.waitFor(() => expect(shop.state.cart.codes).toEqual(["THANKS-7Q4M-2XKD"]), soon)
    await vi.waitFor(() => expect(panel.textOf(".fresh")).toContain("$5 comes off"), soon)
  })

  test("reads a reward's minimum beside it", async () => {
    const panel = await openPanel(shop)
    await vi.waitFor(() => expect(panel.text()).toContain(twentyOff.name), soon)
    expect(panel.text()).toContain("300 points · on orders from $50")
  })
})
