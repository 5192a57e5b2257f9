import { randomUUID } from "node:crypto"
import { expect, test } from "vitest"
import { plainProgram } from "#tests/support/brand.ts"
import { bestRate, giveBack, worthOf } from "#web/admin/worth.ts"

const [reward] = plainProgram().rewards
const dollars = (points: number, amountMinor: number) => ({
  ...reward!,
  id: randomUUID(),
  points,
  amounts: [{ currency: "USD", amountMinor, minimumSpendMinor: null }],
})

test("a point per dollar and $5 for 100 points give back 5 % of a $50 order", () => {
  expect(giveBack(plainProgram(), "USD")).toEqual({
    orderMinor: 5000,
    backMinor: 250,
    basisPoints: 500,
    atMost: false,
  })
})

test("the dearest way to spend points is what counts, and is said to be the most", () => {
  const settings = plainProgram({
    rewards: [dollars(100, 500), dollars(200, 1200), dollars(50, 100)],
  })
  expect(bestRate(settings, "USD")).toEqual({ points: 200, amountMinor: 1200 })
  expect(giveBack(settings, "USD")).toMatchObject({
    backMinor: 300,
    basisPoints: 600,
    atMost: true,
  })
})

test("points are worth their part of the reward, rounded down", () => {
  expect(worthOf(33, { points: 100, amountMinor: 500 })).toBe(165)
  expect(worthOf(1, { points: 3, amountMinor: 100 })).toBe(33)
})

test("without a reward, or in a currency that earns nothing, there is nothing to say", () => {
  expect(giveBack(plainProgram({ rewards: [] }), "USD")).toBeNull()
  expect(giveBack(plainProgram(), "EUR")).toBeNull()
})
