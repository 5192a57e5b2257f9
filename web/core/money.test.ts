import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { formatAmount, MoneyError, parseAmount, roundFraction, shareOut } from "./money.ts"

describe("a platform's amount", () => {
  it.each([
    ["89.99", "USD", 8999],
    ["0.5", "USD", 50],
    ["1250", "JPY", 1250],
    ["1250.00", "JPY", 1250],
    ["1.234", "KWD", 1234],
    ["199.50", "PKR", 19950],
    ["199.50", "HUF", 19950],
    ["-10.00", "USD", -1000],
    ["-0", "USD", 0],
    ["10.5000", "USD", 1050],
  ])("%s %s is %i minor units", (text, currency, minor) => {
    expect(Object.is(parseAmount(text, currency), minor)).toBe(true)
  })

  it.each([
    ["1,000.00", "USD"],
    ["1e3", "USD"],
    ["", "USD"],
    ["12.345", "USD"],
    ["0.5", "JPY"],
    ["1000000000000000", "USD"],
    ["9999999999999.99", "USD"],
    ["NaN", "USD"],
    ["10.00", "XQX"],
  ])("%j %s is refused", (text, currency) => {
    expect(() => parseAmount(text, currency)).toThrow(MoneyError)
  })

  it("reads back what it wrote, in every kind of currency", () => {
    const currency = fc.constantFrom("USD", "JPY", "KWD")
    const minor = fc.integer({ min: -1e12, max: 1e12 })
    fc.assert(
      fc.property(minor, currency, (amount, code) => {
        expect(parseAmount(formatAmount(amount, code), code)).toBe(amount)
      }),
    )
  })
})

describe("points shared out over lines", () => {
  const weight = fc.record({
    numerator: fc.bigInt({ min: 0n, max: 10n ** 13n }),
    denominator: fc.bigInt({ min: 1n, max: 500n }),
  })

  it("are whole, add up to the order's points, and stray from the exact share by less than one", () => {
    const weights = fc.array(weight, { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(weights, fc.nat({ max: 1_000_000 }), (lines, total) => {
        const parts = shareOut(total, lines)
        const sum = lines.reduce(
          (all, line) => all + Number(line.numerator) / Number(line.denominator),
          0,
        )
        expect(parts.reduce((a, b) => a + b, 0)).toBe(sum === 0 ? 0 : total)
        for (const [index, line] of lines.entries()) {
          if (sum === 0) continue
          const exact = (Number(line.numerator) / Number(line.denominator) / sum) * total
          expect(Math.abs(parts[index]! - exact)).toBeLessThan(1.001)
        }
      }),
    )
  })

  it("go to the larger remainder first, and to the earlier line when remainders are equal", () => {
    const third = { numerator: 1n, denominator: 3n }
    expect(shareOut(2, [third, third, third])).toEqual([1, 1, 0])
  })
})

describe("rounding", () => {
  it.each([
    ["down", 3],
    ["nearest", 4],
    ["up", 4],
  ] as const)("%s makes %i of 3.5", (rounding, whole) => {
    expect(roundFraction({ numerator: 7n, denominator: 2n }, rounding)).toBe(whole)
  })
})
