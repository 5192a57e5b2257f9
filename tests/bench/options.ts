import { parseArgs } from "node:util"
import { type GoalId, goals } from "./goals.ts"

export type BenchOptions = {
  quick: boolean
  /** Runs the product under node's CPU profiler and prints where its time went. */
  profile: boolean
  only: ReadonlySet<GoalId>
  rounds: number
  /** Of one case in one round. */
  seconds: number
  members: number
  /** Settled before bytes per order are measured. */
  ordersToWeigh: number
}

/** Reads `--quick`, `--profile` and `--only P1,P2`. Throws on anything else. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: "boolean", default: false },
      profile: { type: "boolean", default: false },
      only: { type: "string" },
    },
  })
  const { quick, profile } = values
  const only = values.only?.toUpperCase().split(",") ?? Object.keys(goals)
  for (const id of only) {
    if (!(id in goals)) throw new Error(`no goal ${id}: one of ${Object.keys(goals).join(", ")}`)
  }
  return {
    quick,
    profile,
    only: new Set(only as GoalId[]),
    rounds: quick ? 3 : 8,
    seconds: quick ? 2 : 5,
    members: 200_000,
    ordersToWeigh: quick ? 30_000 : 100_000,
  }
}
