import type pg from "pg"
import { verifyBooks } from "#web/ledger/verify.ts"
import type { ClosedLoop } from "./load/closed-loop.ts"

/** Waits until every delivery has left the inbox; resolves to milliseconds since the epoch. */
export async function drained(owner: pg.Pool, patienceMs = 120_000): Promise<number> {
  const deadline = Date.now() + patienceMs
  for (;;) {
    const { rowCount } = await owner.query({
      name: "still-waiting",
      text: "select from spool.waiting limit 1",
    })
    if (!rowCount) return Date.now()
    if (Date.now() > deadline) throw new Error("the inbox was not drained in time")
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

export type Counts = { orders: number; entries: number; setAside: number }

export async function countOrders(owner: pg.Pool): Promise<Counts> {
  const { rows } = await owner.query(
    `select (select count(*) from orders)::int as orders,
       (select count(*) from entries where source = 'order')::int as entries,
       (select count(*) from inbox)::int as "setAside"`,
  )
  return rows[0]
}

/** What does not add up after a round: each answer a 2xx, each order accepted once in the ledger, none set aside. */
export function roundProblems(sent: ClosedLoop, before: Counts, after: Counts): string[] {
  const problems = refusalProblems(sent)
  const orders = after.orders - before.orders
  const entries = after.entries - before.entries
  if (orders !== sent.answered) problems.push(`${sent.answered} accepted, ${orders} orders`)
  if (entries !== sent.answered) problems.push(`${sent.answered} accepted, ${entries} entries`)
  if (after.setAside) problems.push(`${after.setAside} deliveries left in the inbox`)
  return problems
}

export function refusalProblems({ refused, refusals }: ClosedLoop): string[] {
  return refused ? [`${refused} answers were not 2xx: ${JSON.stringify(refusals)}`] : []
}

/** Proves every balance, order and lot from the entries. */
export async function bookProblems(owner: pg.Pool): Promise<string[]> {
  const differences = await verifyBooks(owner)
  return differences
    .slice(0, 5)
    .map(({ rule, subject, is, should }) => `${rule}: ${subject} is ${is}, should be ${should}`)
}
