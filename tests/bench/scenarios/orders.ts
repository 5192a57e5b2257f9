import type { Bed } from "#tests/bench/bed.ts"
import { loadShops } from "#tests/bench/bed.ts"
import { type CpuTimes, cpuSince, cpuTimes } from "#tests/bench/cpu.ts"
import { earnScript } from "#tests/bench/floors-sql.ts"
import type { Figure } from "#tests/bench/goals.ts"
import type { ClosedLoop } from "#tests/bench/load/closed-loop.ts"
import { apiSecret, type Product } from "#tests/bench/product.ts"
import { interleave } from "#tests/bench/rounds.ts"
import { median, spreadOf } from "#tests/bench/statistics.ts"
import { bookProblems, countOrders, drained, roundProblems } from "#tests/bench/sums.ts"

const connections = 128
const clients = 16

type Round = {
  perSecond: number
  settledPerSecond: number
  cpu: CpuTimes
  /** Of the product: until the last answer, and not until all is settled. */
  cpuSending?: CpuTimes
  answered: number
}

/**
 * P1: webhooks of orders stored and answered, settling under way beside it, against Express 5 that sends the same
 * bodies back. P2: the same orders, until the last of them is in the ledger, against pgbench (a) with 16 clients.
 */
export async function orders(bed: Bed, product: Product): Promise<Figure[]> {
  const echoPort = await bed.floors.call("port", undefined)
  const problems: string[] = []
  let perSecond = 4_000

  const rounds = await interleave(bed.options.rounds, {
    async product(): Promise<Round> {
      const before = await countOrders(bed.owner)
      const { sent, cpuSending, cpu, settledSeconds } = await sendOrders(bed, product, perSecond)
      problems.push(...roundProblems(sent, before, await countOrders(bed.owner)))
      perSecond = sent.answered / sent.seconds
      return {
        perSecond,
        settledPerSecond: sent.answered / settledSeconds,
        cpuSending,
        cpu,
        answered: sent.answered,
      }
    },
    async echo(): Promise<Round> {
      await makeOrders(bed, "/echo", 2_000)
      const parts = { load: bed.load.pid, echo: bed.floors.pid }
      const before = cpuTimes(parts)
      const { seconds } = bed.options
      const sent = await bed.load.call("repeat", { port: echoPort, connections, seconds })
      return roundOf(sent, cpuSince(before, cpuTimes(parts)))
    },
    async pgbench(): Promise<Round> {
      const parts = { postgres: bed.databasePid }
      const before = cpuTimes(parts)
      const { members, seconds } = bed.options
      const script = earnScript(members)
      const rate = await bed.sql.run({ url: bed.database.ownerUrl, script, clients, seconds })
      const cpu = cpuSince(before, cpuTimes(parts))
      return { perSecond: rate, settledPerSecond: rate, cpu, answered: rate * seconds }
    },
  })

  problems.push(...(await bookProblems(bed.owner)))
  const sending = rounds.map(({ product }) => ({
    ...product,
    cpu: product.cpuSending ?? product.cpu,
  }))
  const describeAll = (name: "product" | "echo" | "pgbench") =>
    describe(
      name,
      rounds.map((round) => round[name]),
    )
  return [
    {
      goal: "P1",
      spread: spreadOf(rounds.map(({ product, echo }) => product.perSecond / echo.perSecond)),
      details: [describe("product", sending), describeAll("echo")],
      problems,
    },
    {
      goal: "P2",
      spread: spreadOf(
        rounds.map(({ product, pgbench }) => product.settledPerSecond / pgbench.perSecond),
      ),
      details: [describeAll("product"), describeAll("pgbench")],
      problems,
    },
  ]
}

/** Sends orders that nobody sent before for the seconds of a round, and waits until the last one is settled. */
export async function sendOrders(bed: Bed, product: Product, expectedPerSecond: number) {
  const { seconds } = bed.options
  await makeOrders(bed, "/webhooks/shopify", Math.ceil(expectedPerSecond * seconds * 1.5) + 2_000)
  const parts = { product: product.pid, postgres: bed.databasePid, load: bed.load.pid }
  const before = cpuTimes(parts)
  const sent = await bed.load.call("once", { port: product.port, connections, seconds })
  const cpuSending = cpuSince(before, cpuTimes(parts))
  const settledAt = await drained(bed.owner)
  return {
    sent,
    settledSeconds: (settledAt - sent.startedAt) / 1000,
    cpuSending,
    cpu: cpuSince(before, cpuTimes(parts)),
  }
}

async function makeOrders(bed: Bed, path: string, count: number): Promise<void> {
  const shops = loadShops(bed)
  const firstOrder = bed.nextOrder
  await bed.load.call("orders", { shops, secret: apiSecret, path, firstOrder, count })
  bed.nextOrder += count
}

function roundOf(sent: ClosedLoop, cpu: CpuTimes): Round {
  const perSecond = sent.answered / sent.seconds
  return { perSecond, settledPerSecond: perSecond, cpu, answered: sent.answered }
}

/** Rates, and what an order or request costs each process. */
function describe(name: string, rounds: readonly Round[]): string {
  const rate = (of: (round: Round) => number) => Math.round(median(rounds.map(of)))
  const micros = (of: (cpu: CpuTimes) => number) =>
    Math.round(median(rounds.map((round) => (of(round.cpu) / round.answered) * 1e6)))
  const parts = Object.keys(rounds[0]!.cpu.parts).map(
    (part) => `${part} ${micros((cpu) => cpu.parts[part]!)}`,
  )
  return (
    `${name} ${rate((one) => one.perSecond)}/s, settled ${rate((one) => one.settledPerSecond)}/s; ` +
    `CPU per request ${micros((cpu) => cpu.wholeBox)} us on the whole box (${parts.join(", ")})`
  )
}
