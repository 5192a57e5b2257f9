import { execFile } from "node:child_process"
import { rmSync } from "node:fs"
import { join } from "node:path"
import { parseArgs, promisify } from "node:util"
import { appProcess, openFolder } from "./app-process.ts"
import { type FaultRun, faultRun } from "./fault-run.ts"
import type { Fault } from "./injure.ts"

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "10" },
    orders: { type: "string", default: "2000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
})
const runs = Number(values.runs)
const orders = Number(values.orders)
const seed = Number(values.seed)

/**
 * `npm run faults`: kills the app, and in other runs its PostgreSQL, while orders and redemptions go on; exit 1 when a
 * point is lost, doubled or overspent. A run is had again by its seed, as far as chance goes.
 */
const dataDir = openFolder()
console.log(`${runs} runs of ${orders} orders for each fault, seed ${seed}`)
const app = await appProcess(dataDir)
const results: FaultRun[] = []
try {
  for (let run = 0; run < runs * 2; run++) {
    const fault: Fault = run % 2 ? "postgres" : "app"
    const result = await faultRun(app, { fault, seed: seed + run, run, orders })
    results.push(result)
    report(result, run)
  }
  await app.stop()
  const proved = await verify()
  summarize(results, proved)
} finally {
  await app.stop()
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
}

function report(result: FaultRun, run: number): void {
  const { fault, seed: its, injuries, deliveries, redemptions, lost, doubled, overspent } = result
  const killed = fault === "app" ? "the app" : "PostgreSQL"
  const back = injuries.map(({ recoveredMs }) =>
    recoveredMs === null ? "again" : inSeconds(recoveredMs),
  )
  console.log(
    `${String(run + 1).padStart(2)}. seed ${its}: ${killed} killed ${injuries.length} times (back after ` +
      `${back.join(", ")}), ${deliveries} deliveries, ${redemptions} redemptions, ${result.seconds.toFixed(0)} s; ` +
      `lost ${lost}, doubled ${doubled}, overspent ${overspent}`,
  )
  for (const problem of result.problems.slice(0, 20)) console.log(`    ${problem}`)
}

function summarize(all: readonly FaultRun[], proved: boolean): void {
  console.log("")
  for (const [fault, name] of [
    ["app", "the app"],
    ["postgres", "PostgreSQL"],
  ] as const) {
    const injuries = all.filter((one) => one.fault === fault).flatMap((one) => one.injuries)
    const times = injuries.flatMap(({ recoveredMs }) => recoveredMs ?? []).sort((a, b) => a - b)
    const median = times[times.length >> 1] ?? 0
    console.log(
      `Killed ${name} ${injuries.length} times; the first 200 came after ${inSeconds(median)} (median), ` +
        `${inSeconds(times.at(-1) ?? 0)} (longest)`,
    )
    for (const what of new Set(injuries.map((injury) => injury.what))) {
      console.log(`    ${what}: ${injuries.filter((injury) => injury.what === what).length}`)
    }
  }
  const sum = (of: (run: FaultRun) => number) => all.reduce((total, run) => total + of(run), 0)
  const problems = sum((run) => run.problems.length)
  const [lost, doubled, overspent] = [
    sum((r) => r.lost),
    sum((r) => r.doubled),
    sum((r) => r.overspent),
  ]
  console.log(
    `Deliveries taken: ${sum((run) => run.deliveries)}, redemptions: ${sum((run) => run.redemptions)}`,
  )
  console.log(
    `Points lost: ${lost}, doubled: ${doubled}, overspent: ${overspent}; problems: ${problems}`,
  )
  process.exitCode = lost || doubled || overspent || problems || !proved ? 1 : 0
}

/** `npm run verify` over the data folder, as a merchant would after a crash. */
async function verify(): Promise<boolean> {
  const program = join(import.meta.dirname, "..", "..", "web", "verify.ts")
  const env = { PATH: process.env.PATH, REGULARS_DATA_DIR: dataDir }
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [program], { env })
    console.log(`\n${stdout.trim()}`)
    return true
  } catch (error) {
    console.log(`\n${(error as { stderr?: string }).stderr ?? error}`)
    return false
  }
}

function inSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
