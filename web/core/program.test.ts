import { describe, expect, it } from "vitest"
import { plainProgram } from "#tests/support/brand.ts"
import { versionAt } from "./program.ts"

const settings = plainProgram()
const versions = [
  { version: 1, settings, publishedAt: new Date("2026-03-01T10:00:00.700Z") },
  { version: 2, settings, publishedAt: new Date("2026-03-05T10:00:00.000Z") },
  { version: 3, settings, publishedAt: null },
]

describe("the terms of an order are those of the version", () => {
  it.each([
    ["2026-03-01T09:59:59Z", null],
    ["2026-03-01T10:00:00Z", 1], // placed in the second of publishing: the platform rounds its time down
    ["2026-03-05T09:59:59Z", 1],
    ["2026-03-05T10:00:00Z", 2],
    ["2027-01-01T00:00:00Z", 2], // a draft never applies
  ])("live at %s: %s", (instant, version) => {
    expect(versionAt(versions, new Date(instant))?.version ?? null).toBe(version)
  })
})
