import { type Bed, loadShops } from "#tests/bench/bed.ts"
import { type CpuTimes, cpuSince, cpuTimes } from "#tests/bench/cpu.ts"
import { redeemScript } from "#tests/bench/floors-sql.ts"
import type { Figure } from "#tests/bench/goals.ts"
import { apiSecret, encryptionKey, type Product } from "#tests/bench/product.ts"
import { interleave } from "#tests/bench/rounds.ts"
import { givePoints } from "#tests/bench/shops.ts"
import { median, spreadOf } from "#tests/bench/statistics.ts"
import { bookProblems, refusalProblems } from "#tests/bench/sums.ts"
import { stockCodes } from "#tests/support/code-pool.ts"
import { sealWith } from "#web/db/seal.ts"

const connections = 64
const clients = 16
const racers = 64

type Round = { perSecond: number; answered: number; cpu: CpuTimes }

/**
 * P8: redemptions over HTTP, each by a shopper who gets a code from the pool, against pgbench (d) with 16 clients; and
 * one shopper with points for one reward who asks 64 times at once.
 */
export async function redemptions(bed: Bed, product: Product): Promise<Figure[]> {
  await givePoints(bed.owner, 1_000_000)
  const problems: string[] = []
  let perSecond = 2_000

  const rounds = await interleave(bed.options.rounds, {
    async product(): Promise<Round> {
      const { seconds } = bed.options
      const count = Math.ceil(perSecond * seconds * 1.5) + 1_000
      await stockPools(bed, count)
      const before = await countIssued(bed)
      const load = { shops: loadShops(bed), secret: apiSecret, count }
      await bed.load.call("redemptions", load)
      const parts = { product: product.pid, postgres: bed.databasePid, load: bed.load.pid }
      const cpuBefore = cpuTimes(parts)
      const sent = await bed.load.call("once", { port: product.port, connections, seconds })
      const cpu = cpuSince(cpuBefore, cpuTimes(parts))
      const issued = (await countIssued(bed)) - before
      problems.push(...refusalProblems(sent))
      if (issued !== sent.answered) problems.push(`${sent.answered} redeemed, ${issued} codes`)
      perSecond = sent.answered / sent.seconds
      return { perSecond, answered: sent.answered, cpu }
    },
    async pgbench(): Promise<Round> {
      const { members, seconds } = bed.options
      const script = redeemScript(members)
      const parts = { postgres: bed.databasePid }
      const before = cpuTimes(parts)
      const rate = await bed.sql.run({ url: bed.database.ownerUrl, script, clients, seconds })
      return { perSecond: rate, answered: rate * seconds, cpu: cpuSince(before, cpuTimes(parts)) }
    },
  })

  const winners = await race(bed, product)
  if (winners !== 1) problems.push(`${winners} of ${racers} racers won instead of one`)
  problems.push(...(await bookProblems(bed.owner)))
  const details = (["product", "pgbench"] as const).map((name) =>
    describe(
      name,
      rounds.map((round) => round[name]),
    ),
  )
  return [
    {
      goal: "P8",
      spread: spreadOf(rounds.map(({ product, pgbench }) => product.perSecond / pgbench.perSecond)),
      details: [...details, `${winners} of ${racers} racers for one reward won`],
      problems,
    },
  ]
}

/** The rate, and what a redemption costs each process. */
function describe(name: string, rounds: readonly Round[]): string {
  const rate = Math.round(median(rounds.map((round) => round.perSecond)))
  const micros = (of: (cpu: CpuTimes) => number) =>
    Math.round(median(rounds.map((round) => (of(round.cpu) / round.answered) * 1e6)))
  const parts = Object.keys(rounds[0]!.cpu.parts).map(
    (part) => `${part} ${micros((cpu) => cpu.parts[part]!)}`,
  )
  return (
    `${name} ${rate}/s; CPU per request ${micros((cpu) => cpu.wholeBox)} us on the whole box ` +
    `(${parts.join(", ")})`
  )
}

/** Codes for each shop as many as its share of the redemptions can need. */
async function stockPools(bed: Bed, count: number): Promise<void> {
  const seal = sealWith(encryptionKey)
  for (const { shop, share, rewardId } of bed.shops) {
    await stockCodes(bed.owner, seal, shop, rewardId, Math.ceil(count * share * 1.1) + 50)
  }
}

async function countIssued({ owner }: Bed): Promise<number> {
  const { rows } = await owner.query(
    "select count(*)::int as count from redemptions where status = 'issued'",
  )
  return rows[0].count
}

/** Leaves a shopper points for one reward and lets them ask for it many times at once; how often it was given. */
async function race(bed: Bed, product: Product): Promise<number> {
  const shop = bed.shops[0]!
  const customer = shop.firstCustomer + shop.customers - 1
  await bed.owner.query(
    `with chosen as (
       select b.brand_id, b.member_id, b.balance from balances b join member_identities i using (brand_id, member_id)
       where i.brand_id = $1 and i.value = $2
     ), entry as (
       insert into entries (brand_id, shop_id, source_id, member_id, points, occurred_at, created_at, source, kind, revision)
       select brand_id, 0, member_id, member_id, 100 - balance, '2026-02-02', '2026-02-02', 'adjustment', 'adjusted', 2
       from chosen
     )
     update balances b set balance = 100 from chosen c where (b.brand_id, b.member_id) = (c.brand_id, c.member_id)`,
    [shop.shop.brandId, String(customer)],
  )
  const { shop: _, ...load } = shop
  const call = { port: product.port, shop: load, customer, secret: apiSecret, racers }
  return (await bed.load.call("race", call)).answered
}
