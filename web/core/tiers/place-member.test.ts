import { randomUUID } from "node:crypto"
import { describe, expect, it } from "vitest"
import { placeMember, type TierSettings, tierSettings } from "./place-member.ts"

const silver = tier("Silver", "any", { earnedPoints: 500, orderCount: 5 })
const gold = tier("Gold", "all", { spendMinor: 100_000, orderCount: 10 })
const tiers = [silver, gold]

describe("a member is placed", () => {
  it("in no tier before the first is reached, with what is missing by each threshold", () => {
    const placed = placeMember(tiers, { earnedPoints: 420, spendMinor: 42_000, orderCount: 2 })
    expect(placed).toEqual({
      tier: null,
      next: silver,
      missing: { earnedPoints: 80, orderCount: 3 },
    })
  })

  it("in a tier whose thresholds need any of them, by one alone", () => {
    const placed = placeMember(tiers, { earnedPoints: 100, spendMinor: 90_000, orderCount: 5 })
    expect(placed).toEqual({
      tier: silver,
      next: gold,
      missing: { spendMinor: 10_000, orderCount: 5 },
    })
  })

  it("in a tier whose thresholds need all of them, only by all", () => {
    expect(placeMember(tiers, { earnedPoints: 0, spendMinor: 200_000, orderCount: 9 }).tier).toBe(
      silver,
    )
    const placed = placeMember(tiers, { earnedPoints: 0, spendMinor: 100_000, orderCount: 10 })
    expect(placed).toEqual({ tier: gold, next: null, missing: {} })
  })

  it("in the highest tier reached, even when a lower one is not", () => {
    const odd = tier("Odd", "any", { earnedPoints: 1_000_000 })
    const placed = placeMember([odd, silver], { earnedPoints: 600, spendMinor: 0, orderCount: 0 })
    expect(placed.tier).toBe(silver)
  })

  it("lower again when a refund takes the totals below the threshold", () => {
    expect(placeMember(tiers, { earnedPoints: 499, spendMinor: 0, orderCount: 4 }).tier).toBeNull()
  })
})

describe("a tier", () => {
  it("needs at least one threshold", () => {
    const parsed = tierSettings.safeParse({ ...silver, thresholds: {} })
    expect(parsed.error?.issues[0]?.message).toBe("tier-without-threshold")
  })
})

function tier(
  name: string,
  match: TierSettings["match"],
  thresholds: TierSettings["thresholds"],
): TierSettings {
  return { id: randomUUID(), name, match, thresholds }
}
