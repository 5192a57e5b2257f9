import { describe, expect, it } from "vitest"
import { plainProgram } from "#tests/support/brand.ts"
import { line, order } from "#tests/support/order.ts"
import { settleOrder } from "./settle-order.ts"

const program = plainProgram()

describe("an order is worth", () => {
  it("its lines together, rounded once: three lines of half a dollar make a point, not none", () => {
    const lines = [line("1", 50), line("2", 50), line("3", 50)]
    const settled = settleOrder(order({ lines }), program)
    expect(settled.points).toBe(1)
    expect(settled.lines.map((one) => one.points)).toEqual([1, 0, 0])
  })

  it("the same whether a thing was bought as one line or as a thousand", () => {
    const lines = Array.from({ length: 1_000 }, (_, index) => line(String(index + 1), 133))
    expect(settleOrder(order({ lines }), program).points).toBe(1_330)
    expect(settleOrder(order({ lines: [line("1", 133_000)] }), program).points).toBe(1_330)
  })

  it("nothing for gift cards, tips, tax and shipping, unless the programme counts tax and shipping", () => {
    const mixed = order({
      lines: [
        line("1", 1_000, { taxMinor: 80 }),
        line("2", 5_000, { exclusion: "gift-card" }),
        line("3", 300, { exclusion: "tip" }),
      ],
      shippingMinor: 720,
    })
    expect(settleOrder(mixed, program).points).toBe(10)
    const orders = { ...program.orders, countTax: true, countShipping: true }
    expect(settleOrder(mixed, { ...program, orders }).points).toBe(18)
  })

  it("what the programme's rounding makes of it", () => {
    const lines = [line("1", 1_050)]
    const rounded = (rounding: "down" | "nearest" | "up") =>
      settleOrder(order({ lines }), { ...program, orders: { ...program.orders, rounding } }).points
    expect([rounded("down"), rounded("nearest"), rounded("up")]).toEqual([10, 11, 11])
  })
})
