// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { openPanel, visit } from "./support/panel.ts"
import { openShop, type Shop } from "./support/shop.ts"
import { member, redemption } from "./support/shopper.ts"

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
const redemptions = "/apps/loyalty/v1/redemptions"

async function openedPanel() {
  const panel = await openPanel(shop)
  await vi.waitFor(() => expect(panel.buttons().length).toBeGreaterThan(1), soon)
  return panel
}

const keysSent = () =>
  shop.asked.filter(({ path }) => path === redemptions).map(({ body }) => body.idempotencyKey)

describe("a shopper who redeems", () => {
  test("finds the code in the cart already, and reads what happens next", async () => {
    const panel = await openedPanel()
    panel.press("Redeem")
    await vi.waitFor(() => expect(panel.textOf(".fresh")).toContain("already in your cart"), soon)
    expect(panel.textOf(".fresh code")).toBe("THANKS-7Q4M-2XKD")
    expect(panel.textOf(".fresh")).toContain("$5 comes off at checkout")
    expect(shop.state.cart.codes).toEqual(["THANKS-7Q4M-2XKD"])
    expect(panel.textOf(".total")).toBe("140 points")
    expect(panel.dialog.querySelector(".fresh .main")).toBeNull()
  })

  test("keeps the codes that were in the cart", async () => {
    shop.state.cart.codes = ["SUMMER10"]
    const panel = await openedPanel()
    panel.press("Redeem")
    await vi.waitFor(() => expect(panel.textOf(".fresh")).toContain("already in your cart"), soon)
    expect(shop.state.cart.codes).toEqual(["SUMMER10", "THANKS-7Q4M-2XKD"])
  })

  test("by a double press redeems once", async () => {
    const panel = await openedPanel()
    panel.press("Redeem")
    panel.press("Redeem")
    await vi.waitFor(() => expect(panel.textOf(".fresh")).toContain("already in your cart"), soon)
    expect(shop.count(redemptions)).toBe(1)
    expect(shop.state.member!.points).toBe(140)
  })

  test("over a connection that loses the answer gets the same code, once", async () => {
    shop.state.lostAnswers = 2
    const panel = await openedPanel()
    panel.press("Redeem")
    await vi.waitFor(() => expect(panel.textOf(".fresh code")).toBe("THANKS-7Q4M-2XKD"), soon)
    expect(keysSent()).toHaveLength(3)
    expect(new Set(keysSent()).size).toBe(1)
    expect(shop.state.member!.points).toBe(140)
  })

  test("and tries again later, still gets one code: the first wish is remembered", async () => {
    shop.state.lostAnswers = 3
    const panel = await openedPanel()
    panel.press("Redeem")
    await vi.waitFor(() => expect(panel.text()).toContain("The shop did not answer"), soon)
    panel.press("Redeem")
    await vi.waitFor(() => expect(panel.textOf(".fresh code")).toBe("THANKS-7Q4M-2XKD"), soon)
    expect(new Set(keysSent()).size).toBe(1)
    expect(shop.state.member!.points).toBe(140)
  })

  test("twice on purpose gets two codes", async () => {
    const panel = await openedPanel()
    panel.press("Redeem")
    await vi.waitFor(() => expect(panel.textOf(".total")).toBe("140 points"), soon)
    await vi.waitFor(() => expect(panel.dialog.querySelector("[aria-busy]")).toBeNull(), soon)
    panel.press("Redeem")
    await vi.waitFor(() => expect(panel.textOf(".total")).toBe("40 points"), soon)
    expect(new Set(keysSent()).size).toBe(2)
  })

  test("waits a moment for a code that is still being made, and then has it in the cart", async () => {
    shop.state.poolIsEmpty = true
    const panel = await openedPanel()
    panel.press("Redeem")
    await vi.waitFor(() => expect(panel.textOf(".fresh")).toContain("being made"), soon)
    shop.makeCode()
    await vi.waitFor(() => expect(panel.textOf(".fresh code")).toBe("LATER-1111"), soon)
    await vi.waitFor(() => expect(shop.state.cart.codes).toEqual(["LATER-1111"]), soon)
  })

  test("is told when the code could not be made and the points are back", async () => {
    shop.state.poolIsEmpty = true
    const panel = await openedPanel()
    panel.press("Redeem")
    await vi.waitFor(() => expect(panel.textOf(".fresh")).toContain("being made"), soon)
    const [reserved] = shop.state.member!.redemptions
    shop.state.member = member({ redemptions: [{ ...reserved!, status: "failed" }] })
    await vi.waitFor(
      () => expect(panel.textOf(".fresh")).toContain("You have your 100 points back"),
      soon,
    )
    expect(panel.textOf(".total")).toBe("240 points")
  })

  test("is asked first when the cart is below the reward's minimum", async () => {
    shop.state.member = member({ points: 400 })
    shop.state.program.rewards.shift()
    const panel = await openedPanel()
    panel.press("Redeem")
    await vi.waitFor(() => expect(panel.text()).toContain("your cart is at $42"), soon)
    expect(shop.count(redemptions)).toBe(0)
    panel.press("Not now")
    expect(panel.text()).not.toContain("your cart is at")
    panel.press("Redeem")
    await vi.waitFor(() => expect(panel.buttons()).toContain("Redeem anyway"), soon)
    panel.press("Redeem anyway")
    const next = "counts once your order reaches $50"
    await vi.waitFor(() => expect(panel.textOf(".fresh")).toContain(next), soon)
  })

  test("with an empty cart reads that the code waits for something to buy", async () => {
    Object.assign(shop.state.cart, { item_count: 0, items_subtotal_price: 0 })
    const panel = await openedPanel()
    panel.press("Redeem")
    await vi.waitFor(() => expect(panel.textOf(".fresh")).toContain("saved for your cart"), soon)
  })

  test("copies the code where the cart cannot be reached", async () => {
    shop.state.cartIsBroken = true
    const panel = await openedPanel()
    panel.press("Redeem")
    await vi.waitFor(() => expect(panel.textOf(".fresh")).toContain("Enter this code"), soon)
    expect(panel.textOf(".fresh .main")).toBe("Copy code")
    const copied = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue()
    panel.press("Copy code")
    await vi.waitFor(() => expect(panel.textOf("[role=status]")).toBe("The code is copied."), soon)
    expect(copied).toHaveBeenCalledWith("THANKS-7Q4M-2XKD")
  })

  test("reads why not, where they pressed, and keeps the points", async () => {
    shop.state.refusal = "not-enough-points"
    const panel = await openedPanel()
    panel.press("Redeem")
    const words = "You do not have enough points for this any more."
    await vi.waitFor(() => expect(panel.textOf(".rewards li [role=alert]")).toBe(words), soon)
    shop.state.refusal = "something-new"
    panel.press("Redeem")
    const general = "That did not work. Your points are safe."
    await vi.waitFor(() => expect(panel.textOf(".rewards li [role=alert]")).toBe(general), soon)
    expect(panel.textOf(".total")).toBe("240 points")
  })

  test("whose sign-in has ended finds the way to sign in", async () => {
    const panel = await openedPanel()
    shop.state.member = null
    panel.press("Redeem")
    await vi.waitFor(() => expect(panel.text()).toContain("Sign in to see your points"), soon)
  })
})

describe("a shopper who hands a code back", () => {
  test("has the points again, and the code leaves the cart", async () => {
    shop.state.member!.redemptions = [redemption()]
    shop.state.cart.codes = ["SUMMER10", "THANKS-7Q4M-2XKD"]
    const panel = await openedPanel()
    panel.press("Return for 100 points")
    await vi.waitFor(() => expect(panel.textOf(".total")).toBe("340 points"), soon)
    await vi.waitFor(() => expect(shop.state.cart.codes).toEqual(["SUMMER10"]), soon)
    expect(panel.textOf("[role=status]")).toBe("You have your 100 points back.")
    expect(panel.dialog.querySelector(".codes")).toBeNull()
  })
})

describe("points that wait under the shopper's email", () => {
  test("are theirs with the code from the mail, and with no other", async () => {
    shop.state.member = member({ waitingPoints: 60 })
    const panel = await openedPanel()
    expect(panel.text()).toContain("Your earlier orders earned 60 points that wait for you.")
    panel.press("Mail me a code")
    await vi.waitFor(() => expect(panel.dialog.querySelector("input")).not.toBeNull(), soon)
    const field = panel.dialog.querySelector("input")!
    field.value = "00000000"
    panel.press("Confirm")
    await vi.waitFor(() => expect(panel.text()).toContain("That code does not match."), soon)
    expect(panel.dialog.querySelector("input")).toBe(field)
    field.value = "12345678"
    panel.press("Confirm")
    await vi.waitFor(() => expect(panel.textOf(".total")).toBe("300 points"), soon)
    expect(panel.textOf("[role=status]")).toBe("You now have 60 points more.")
    expect(panel.dialog.querySelector("form")).toBeNull()
  })
})
