import pg from "pg"
import { plainProgram, publishVersion, testBrand } from "#tests/support/brand.ts"
import { stockCodes } from "#tests/support/code-pool.ts"
import type { Shop } from "#web/core/shop.ts"
import { sealWith } from "#web/db/seal.ts"
import { type AppProcess, encryptionKey } from "./app-process.ts"
import { chanceOf } from "./chance.ts"
import { compareBooks, type Losses } from "./compare-books.ts"
import { type Fault, type Injury, injuriesOf } from "./injure.ts"
import { keepJobsComing, runsJobs, type WithOwner } from "./jobs.ts"
import { sendAll } from "./sender.ts"
import { shoppers } from "./shoppers.ts"
import { makeTrade } from "./trade.ts"

export type FaultRun = Losses & {
  fault: Fault
  seed: number
  injuries: Injury[]
  deliveries: number
  redemptions: number
  seconds: number
}

/** How long the app may take to be back without help (5.3, case 22). */
const longestOutageMs = 15_000

/**
 * One run: a brand of its own, `orders` orders told and redeemed against while the app or its database is killed, then
 * everything settled, all points spent, and the books held against what they must say. Rejects when the app ends by
 * itself: a lost database must not take it along.
 */
export function faultRun(app: AppProcess, options: Options): Promise<FaultRun> {
  return Promise.race([runFaults(app, options), app.death])
}

type Options = { fault: Fault; seed: number; run: number; orders: number }

async function runFaults(
  app: AppProcess,
  { fault, seed, run, orders }: Options,
): Promise<FaultRun> {
  const startedAt = performance.now()
  const chance = chanceOf(seed)
  const program = plainProgram()
  const reward = program.rewards[0]!
  const shop = await withOwner(app, (owner) => openShop(owner, program, orders))
  const trade = makeTrade(chance, run, orders)
  const { deliveries, customerIds } = trade
  const { injuries, onAcknowledged, done } = injuriesOf(app, fault, chance, deliveries.length)
  const shopping = shoppers(app.origin, shop.domain, reward.id)
  const seen: string[] = []
  let allTaken = false
  const owned: WithOwner = (work) => withOwner(app, work)
  const working = keepJobsComing(owned, shop, trade.orders, () => allTaken)
  const redeeming = Array.from({ length: 5 }, () => shopping.keepRedeeming(() => seen, chance))

  const sent = await sendAll(app.origin, shop.domain, deliveries, {
    atOnce: 24,
    onAcknowledged(begunAt, count) {
      onAcknowledged(begunAt, count)
      if (count % 10 === 0) seen.push(chance.pick(customerIds))
    },
  })
  await done()
  // Once more, so that the recovery of the very last kill is measured, too.
  await sendAll(app.origin, shop.domain, deliveries.slice(0, 1), { atOnce: 1, onAcknowledged })
  await app.ready()
  shopping.stop()
  allTaken = true
  await working
  await Promise.all(redeeming)
  await drained(app, shop)
  const jobsRun = await runsJobs(owned, longestOutageMs)
  await inTurn(customerIds, (customerId) => shopping.spendAll(customerId))
  const some = [...shopping.redeemed.values()].filter((_, index) => index % 4 === 0)
  await inTurn(some, shopping.askAgain)

  const outcome = { trade, sent, redeemed: shopping.redeemed.values() }
  const losses = await withOwner(app, (pool) =>
    withClient(pool, (owner) => compareBooks(owner, shop, reward.points, outcome)),
  )
  const slow = injuries.filter(({ recoveredMs }) => (recoveredMs ?? 0) > longestOutageMs)
  return {
    ...losses,
    problems: [
      ...losses.problems,
      ...new Set([...sent.strange, ...shopping.strange]),
      ...(jobsRun ? [] : ["jobs are not run any more"]),
      ...slow.map(({ what, recoveredMs }) => `${what}: back only after ${recoveredMs} ms`),
    ],
    fault,
    seed,
    injuries,
    deliveries: sent.acknowledged.size,
    redemptions: shopping.redeemed.size,
    seconds: (performance.now() - startedAt) / 1000,
  }
}

/** A brand with one shop, a live programme, and codes enough for everything that can be earned. */
async function openShop(owner: pg.Pool, program: ReturnType<typeof plainProgram>, orders: number) {
  const shop = await testBrand({ owner })
  await publishVersion({ owner }, shop.brandId, program, "2026-01-15T00:00:00Z")
  await stockCodes(owner, sealWith(encryptionKey), shop, program.rewards[0]!.id, orders * 3)
  return shop
}

/** Waits until nothing of the shop waits to be settled. */
async function drained(app: AppProcess, { shopId }: Shop): Promise<void> {
  const deadline = performance.now() + 60_000
  for (;;) {
    const waiting = await withOwner(app, async (owner) => {
      const text =
        "select from spool.waiting union all select from inbox where shop_id = $1 and set_aside_at is null"
      return (await owner.query(text, [shopId])).rowCount
    }).catch(() => -1)
    if (waiting === 0) return
    if (performance.now() > deadline) {
      throw new Error(`${waiting} deliveries still wait after a minute:\n${app.lastWords()}`)
    }
    await new Promise((done) => setTimeout(done, 50))
  }
}

async function withOwner<T>(app: AppProcess, work: (owner: pg.Pool) => Promise<T>): Promise<T> {
  const owner = new pg.Pool({ connectionString: app.ownerUrl(), max: 1 })
  owner.on("error", () => {})
  try {
    return await work(owner)
  } finally {
    await owner.end()
  }
}

async function withClient<T>(pool: pg.Pool, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    return await work(client as unknown as pg.Client)
  } finally {
    client.release()
  }
}

/** A few at a time. */
async function inTurn<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values()
  const next = async () => {
    for (const item of waiting) await work(item)
  }
  await Promise.all(Array.from({ length: 8 }, next))
}
