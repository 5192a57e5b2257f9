import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { allocate, amountText, decimalText, minorOf, portion } from "#web/sandbox/commerce/money.ts"
import { worthOf } from "#web/sandbox/commerce/order-totals.ts"
import type { OrderLine } from "#web/sandbox/state/model.ts"

describe("money in the sandbox", () => {
  test("a discount shared out over lines adds up to the discount exactly", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 0, max: 2_000_000 }),
        (weights, asked) => {
          const sum = weights.reduce((total, weight) => total + weight, 0)
          const total = Math.min(asked, sum)
          const parts = allocate(total, weights)
          expect(parts.reduce((all, part) => all + part, 0)).toBe(sum === 0 ? 0 : total)
          for (const [index, part] of parts.entries()) {
            expect(part).toBeGreaterThanOrEqual(0)
            expect(part).toBeLessThanOrEqual(weights[index]!)
          }
        },
      ),
      { numRuns: 1000 },
    )
  })

  test("a line refunded piece by piece gives back exactly what the whole line cost", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 0, max: 99_999 }),
        fc.integer({ min: 0, max: 99_999 }),
        fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 30 }),
        (quantity, priceMinor, discount, steps) => {
          const line = lineOf(quantity, priceMinor, Math.min(discount, quantity * priceMinor))
          let left = quantity
          let given = 0
          for (const step of [...steps, quantity]) {
            const pieces = Math.min(step, left)
            given += worthOf(line, left).subtotalMinor - worthOf(line, left - pieces).subtotalMinor
            left -= pieces
          }
          expect(given).toBe(worthOf(line, quantity).subtotalMinor)
        },
      ),
      { numRuns: 1000 },
    )
  })

  test("yen have no minor digits, dinars have three", () => {
    expect(amountText(1250, "USD")).toBe("12.50")
    expect(amountText(1250, "JPY")).toBe("1250")
    expect(amountText(1250, "KWD")).toBe("1.250")
    expect(amountText(-5, "USD")).toBe("-0.05")
    expect(decimalText(1250, "USD")).toBe("12.5")
    expect(decimalText(1250, "JPY")).toBe("1250.0")
    expect(minorOf("12.5", "USD")).toBe(1250)
    expect(minorOf("12", "JPY")).toBe(12)
    expect(minorOf("12.5", "JPY")).toBeNull()
    expect(minorOf("-3.10", "EUR")).toBe(-310)
    expect(minorOf("twelve", "USD")).toBeNull()
  })

  test("half a cent is rounded up, also where the product is beyond safe integers", () => {
    expect(portion(1, 5000, 10_000)).toBe(1)
    expect(portion(1, 4999, 10_000)).toBe(0)
    expect(portion(9_000_000_000_000_000, 825, 10_000)).toBe(742_500_000_000_000)
  })
})

function lineOf(quantity: number, priceMinor: number, discountMinor: number): OrderLine {
  return {
    id: "1",
    productId: null,
    variantId: null,
    title: "Beans",
    variantTitle: null,
    sku: null,
    vendor: null,
    priceMinor,
    quantity,
    currentQuantity: quantity,
    fulfilledQuantity: 0,
    giftCard: false,
    tip: false,
    taxable: true,
    requiresShipping: true,
    grams: 0,
    properties: [],
    allocations: [{ applicationIndex: 0, amountMinor: discountMinor }],
    taxLines: [],
  }
}
