import { writeFileSync } from "node:fs"
import { cpus } from "node:os"
import { type Bed, durability, makeBed } from "./bed.ts"
import { type Figure, type GoalId, goals, verdictOf } from "./goals.ts"
import { readOptions } from "./options.ts"
import { printFigures } from "./print.ts"
import { type Product, startProduct } from "./product.ts"
import { makeProfileDir, readTopFunctions } from "./profile.ts"
import { balanceReads } from "./scenarios/balance-reads.ts"
import { bytesPerOrder } from "./scenarios/bytes-per-order.ts"
import { isolation } from "./scenarios/isolation.ts"
import { orders } from "./scenarios/orders.ts"
import { redemptions } from "./scenarios/redemptions.ts"
import { widget } from "./scenarios/widget.ts"

/** Each with the goals that it measures, in an order that leaves later ones what they need. */
const scenarios: { goals: GoalId[]; run: (bed: Bed, product: Product) => Promise<Figure[]> }[] = [
  { goals: ["P1", "P2"], run: orders },
  { goals: ["P11"], run: bytesPerOrder },
  { goals: ["P4", "P5"], run: balanceReads },
  { goals: ["P8"], run: redemptions },
  { goals: ["P9"], run: isolation },
  { goals: ["P12"], run: widget },
]

const startedAt = performance.now()
const options = readOptions(process.argv.slice(2))
console.log("Preparing the database, its shops and their members ...")
const bed = await makeBed(options)
const figures: Figure[] = []
try {
  const settings = await durability(bed)
  for (const [name, value] of Object.entries(settings)) console.log(`  ${name} ${value}`)
  console.log(`  floors by ${bed.sql.name}; ${options.members} members, as many accounts`)
  for (const scenario of scenarios) {
    if (!scenario.goals.some((goal) => options.only.has(goal))) continue
    console.log(`Measuring ${scenario.goals.join(" and ")} ...`)
    figures.push(...(await withProduct(bed, scenario.run)))
  }
  const asked = figures.filter(({ goal }) => options.only.has(goal))
  console.log("")
  printFigures(asked)
  save(settings, asked)
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  console.log(
    `\n${options.rounds} rounds of ${options.seconds} s in ${seconds} s: bench-results.json`,
  )
  process.exitCode = exitCode(asked)
} finally {
  await bed.close()
}

/** A product of its own for each scenario, so that none finds what another left in its memory. */
async function withProduct(
  bed: Bed,
  run: (bed: Bed, product: Product) => Promise<Figure[]>,
): Promise<Figure[]> {
  const profileDir = options.profile ? makeProfileDir() : null
  const product = await startProduct(bed.database, { profileDir })
  try {
    return await run(bed, product)
  } finally {
    await product.stop()
    if (profileDir) console.log(readTopFunctions(profileDir).join("\n"))
  }
}

function save(settings: Record<string, string>, measured: readonly Figure[]): void {
  const results = {
    at: new Date().toISOString(),
    node: process.version,
    machine: `${cpus().length} x ${cpus()[0]?.model}`,
    settings,
    options: { ...options, only: [...options.only] },
    figures: measured.map((figure) => ({
      ...goals[figure.goal],
      ...figure,
      verdict: verdictOf(figure),
    })),
  }
  writeFileSync("bench-results.json", `${JSON.stringify(results, null, 2)}\n`)
}

/** Wrong sums are always a failure; a figure below its line only when it was measured properly. */
function exitCode(measured: readonly Figure[]): number {
  const verdicts = measured.map(verdictOf)
  if (verdicts.includes("SUMS WRONG")) return 1
  return verdicts.includes("FAILS") && !options.quick ? 1 : 0
}
