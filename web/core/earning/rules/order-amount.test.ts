import { describe, expect, it } from "vitest"
import { orderAmount, orderAmountSettings } from "./order-amount.ts"

const settings = orderAmountSettings.parse({
  kind: "order-amount",
  id: "orders",
  rates: [
    { currency: "USD", points: 3, perAmountMinor: 200 },
    { currency: "JPY", points: 1, perAmountMinor: 100 },
  ],
})
const order = (currency: string) => ({ currency, placedAt: new Date("2026-03-01T00:00:00Z") })

describe("points for money spent", () => {
  it("are an exact fraction, so that nothing is lost before the order is rounded", () => {
    const line = { productId: null, eligibleMinor: 333 }
    expect(orderAmount.decide(settings, order("USD"), line)).toEqual({
      numerator: 999n,
      denominator: 200n,
    })
  })

  it("follow the rate of the order's own currency, whatever its decimals", () => {
    const line = { productId: null, eligibleMinor: 1_250 }
    expect(orderAmount.decide(settings, order("JPY"), line)).toEqual({
      numerator: 1250n,
      denominator: 100n,
    })
  })

  it("are undecided in a currency without a rate", () => {
    const line = { productId: null, eligibleMinor: 1_000 }
    expect(orderAmount.decide(settings, order("EUR"), line)).toBeNull()
  })

  it.each([
    ["no rate at all", []],
    ["one currency twice", [rate("USD"), rate("USD")]],
    ["a currency that does not exist", [rate("XQX")]],
    ["no points", [{ ...rate("USD"), points: 0 }]],
    ["half a point", [{ ...rate("USD"), points: 0.5 }]],
  ])("refuse settings with %s", (_what, rates) => {
    expect(orderAmountSettings.safeParse({ ...settings, rates }).success).toBe(false)
  })
})

function rate(currency: string) {
  return { currency, points: 1, perAmountMinor: 100 }
}
