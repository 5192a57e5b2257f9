import { type Bed, loadShops } from "#tests/bench/bed.ts"
import type { Figure } from "#tests/bench/goals.ts"
import { apiSecret, type Product } from "#tests/bench/product.ts"
import { interleave } from "#tests/bench/rounds.ts"
import { median, spreadOf } from "#tests/bench/statistics.ts"
import { refusalProblems } from "#tests/bench/sums.ts"

const connections = 64
/** The signature is good for ninety seconds: requests are made anew for each case. */
const requests = 20_000

type Measured = { perSecond: number; p50Ms: number; p99Ms: number; lateP99Ms: number }

/**
 * P5: how many shoppers can ask for their balance, through the app proxy's signature, against Express 5 answering the
 * same JSON without looking anything up. P4: how long one waits when half as many come as at most could, at random
 * moments. The panel's whole content (GET /me) is printed beside them.
 */
export async function balanceReads(bed: Bed, product: Product): Promise<Figure[]> {
  const expressPort = await bed.floors.call("port", undefined)
  const problems: string[] = []
  const measure = async (port: number, path: string): Promise<Measured> => {
    await makeReads(bed, path)
    const { seconds } = bed.options
    const closed = await bed.load.call("repeat", { port, connections, seconds })
    const perSecond = closed.answered / closed.seconds
    const open = await bed.load.call("open", { port, perSecond: perSecond / 2, seconds })
    problems.push(...refusalProblems(closed))
    if (open.refused) problems.push(`${open.refused} of ${path} at random moments were refused`)
    return { ...open, perSecond }
  }

  const rounds = await interleave(bed.options.rounds, {
    balance: () => measure(product.port, "/proxy/v1/balance"),
    me: () => measure(product.port, "/proxy/v1/me"),
    express: () => measure(expressPort, "/json"),
  })
  const details = (["balance", "me", "express"] as const).map((name) =>
    describe(
      name,
      rounds.map((round) => round[name]),
    ),
  )
  const ratios = (of: (one: Measured) => number, name: "balance" | "me") =>
    spreadOf(rounds.map((round) => of(round[name]) / of(round.express)))
  const p99 = (one: Measured) => one.p99Ms
  const rate = (one: Measured) => one.perSecond
  details.push(
    `GET /me against the same: p99 ${ratios(p99, "me").median.toFixed(2)}, ` +
      `rate ${ratios(rate, "me").median.toFixed(2)}`,
  )
  return [
    { goal: "P4", spread: ratios(p99, "balance"), details, problems },
    { goal: "P5", spread: ratios(rate, "balance"), details: [], problems },
  ]
}

async function makeReads(bed: Bed, path: string): Promise<void> {
  const shops = loadShops(bed)
  await bed.load.call("reads", { shops, secret: apiSecret, path, count: requests })
}

function describe(name: string, rounds: readonly Measured[]): string {
  const middle = (of: (one: Measured) => number, digits: number) =>
    median(rounds.map(of)).toFixed(digits)
  return (
    `${name} ${middle((one) => one.perSecond, 0)}/s; at half of it p50 ` +
    `${middle((one) => one.p50Ms, 2)} ms, p99 ${middle((one) => one.p99Ms, 2)} ms ` +
    `(the load itself was late by ${middle((one) => one.lateP99Ms, 2)} ms at p99)`
  )
}
