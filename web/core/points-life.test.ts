import { describe, expect, it } from "vitest"
import { expiryOf } from "./points-life.ts"

describe("points expire", () => {
  it("never, unless the programme gives them a life", () => {
    expect(expiryOf(new Date("2026-03-01T12:00:00Z"), null, "UTC")).toBeNull()
  })

  it("at the end of the last day by the shop's own clock, across daylight saving", () => {
    const earned = new Date("2026-10-31T23:30:00-04:00") // summer time in New York; it ends the next night
    expect(expiryOf(earned, 1, "America/New_York")?.toISOString()).toBe("2026-12-01T05:00:00.000Z")
  })

  it("on the last day of a shorter month", () => {
    const earned = new Date("2026-01-31T10:00:00Z")
    expect(expiryOf(earned, 1, "UTC")?.toISOString()).toBe("2026-03-01T00:00:00.000Z")
  })

  it("on the shop's date though it is another day elsewhere", () => {
    const earned = new Date("2025-12-31T20:00:00Z") // already 2026 in Karachi
    expect(expiryOf(earned, 12, "Asia/Karachi")?.toISOString()).toBe("2027-01-01T19:00:00.000Z")
  })

  it("by the days of UTC where a shop's zone is not known, so that its orders go on", () => {
    const earned = new Date("2026-01-31T10:00:00Z")
    expect(expiryOf(earned, 1, "Mars/Olympus")?.toISOString()).toBe("2026-03-01T00:00:00.000Z")
  })
})
