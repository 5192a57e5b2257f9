import type { Spread } from "./statistics.ts"

/** What is to be reached: at least or at most, by ratios that were measured side by side. */
type Goal = {
  title: string
  than: "at least" | "at most"
  pass: number
  stretch: number
  unit?: string
}

export const goals = {
  P1: {
    title: "webhooks stored / express 5 echo",
    than: "at least",
    pass: 1,
    stretch: 1.5,
  },
  P2: {
    title: "orders over HTTP into the ledger / pgbench (a)@16",
    than: "at least",
    pass: 1.2,
    stretch: 2,
  },
  P4: { title: "balance p99 / express JSON p99", than: "at most", pass: 1, stretch: 0.5 },
  P5: { title: "balance reads / express JSON", than: "at least", pass: 1.2, stretch: 2 },
  P8: {
    title: "redemptions over HTTP / pgbench (d)@16",
    than: "at least",
    pass: 0.5,
    stretch: 0.9,
  },
  P9: {
    title: "row-level security / the same without",
    than: "at least",
    pass: 0.8,
    stretch: 0.95,
  },
  P11: { title: "bytes per order", than: "at most", pass: 450, stretch: 300, unit: "B" },
  P12: {
    title: "widget's JavaScript, gzip",
    than: "at most",
    pass: 10_000,
    stretch: 5_000,
    unit: "B",
  },
} as const satisfies Record<string, Goal>

export type GoalId = keyof typeof goals

export type Verdict = "stretch" | "pass" | "FAILS" | "SUMS WRONG"

/** One goal's figure. `problems`: sums that do not add up; one is enough for a score of nothing. */
export type Figure = {
  goal: GoalId
  spread: Spread
  /** What stands behind the figure, a line each. */
  details: string[]
  problems: string[]
}

/** How far one side of the middle may lie beyond the line that the median must reach. */
const leeway = 0.85

/** The median must reach the line, and nine rounds in ten 0.85 of it. */
export function verdictOf({ goal, spread, problems }: Figure): Verdict {
  const { than, pass, stretch } = goals[goal]
  if (problems.length) return "SUMS WRONG"
  const reaches = (line: number) =>
    than === "at least"
      ? spread.median >= line && spread.p10 >= line * leeway
      : spread.median <= line && spread.p90 <= line / leeway
  return reaches(stretch) ? "stretch" : reaches(pass) ? "pass" : "FAILS"
}
