import { type Figure, goals, verdictOf } from "./goals.ts"

/** The table of figures beside what must and what should be reached, then what stands behind each. */
export function printFigures(figures: readonly Figure[]): void {
  const rows = figures.map(rowOf)
  const heading = ["", "", "median", "p10 - p90", "pass", "stretch", ""]
  const table = [heading, ...rows]
  const widths = heading.map((_, column) => Math.max(...table.map((row) => row[column]!.length)))
  for (const row of table) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join("  ")
        .trimEnd(),
    )
  }
  for (const { goal, details, problems } of figures) {
    console.log(`\n${goal}`)
    for (const line of details) console.log(`  ${line}`)
    for (const problem of problems) console.log(`  WRONG: ${problem}`)
  }
}

function rowOf(figure: Figure): string[] {
  const { title, than, pass, stretch, ...goal } = goals[figure.goal]
  const unit = "unit" in goal ? goal.unit : ""
  const { median, p10, p90 } = figure.spread
  const sign = than === "at least" ? ">=" : "<="
  return [
    figure.goal,
    title,
    numberOf(median, unit),
    p10 === p90 ? "" : `${numberOf(p10, unit)} - ${numberOf(p90, unit)}`,
    `${sign} ${pass}`,
    `${sign} ${stretch}`,
    verdictOf(figure),
  ]
}

function numberOf(value: number, unit: string): string {
  return unit ? `${Math.round(value)} ${unit}` : value.toFixed(2)
}
