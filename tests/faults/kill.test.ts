import { rmSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type AppProcess, appProcess, openFolder } from "./app-process.ts"
import { faultRun } from "./fault-run.ts"

// The long form, ten runs of 2,000 orders each way, is `npm run faults`.
let app: AppProcess
let dataDir: string

beforeAll(async () => {
  dataDir = openFolder()
  app = await appProcess(dataDir)
}, 120_000)
afterAll(async () => {
  await app?.stop()
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
})

const clean = { lost: 0, doubled: 0, overspent: 0, problems: [] }

describe("during 300 orders, duplicates, refunds and redemptions", () => {
  it("killing the app loses, doubles and overspends no point", async () => {
    const result = await faultRun(app, { fault: "app", seed: 11, run: 1, orders: 300 })
    expect(result).toMatchObject(clean)
    expect(result.injuries.length).toBeGreaterThanOrEqual(2)
    expect(result.redemptions).toBeGreaterThan(100)
  }, 180_000)

  it("killing PostgreSQL under the app loses none either, and the app gets it back unaided", async () => {
    const result = await faultRun(app, { fault: "postgres", seed: 12, run: 2, orders: 300 })
    expect(result).toMatchObject(clean)
    expect(result.injuries.length).toBeGreaterThanOrEqual(1)
    expect(result.redemptions).toBeGreaterThan(100)
  }, 180_000)
})
