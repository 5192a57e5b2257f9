import type { Bed } from "#tests/bench/bed.ts"
import type { Figure } from "#tests/bench/goals.ts"
import type { Product } from "#tests/bench/product.ts"
import { bookProblems, countOrders, roundProblems } from "#tests/bench/sums.ts"
import { sendOrders } from "./orders.ts"

/** What an order leaves behind: its deliveries, itself, its entries (lots are a view of them). */
const tables = ["inbox", "orders", "entries"]

/** P11: rows and indexes of one settled order, after many and a VACUUM; raw bodies, which are kept for days, apart. */
export async function bytesPerOrder(bed: Bed, product: Product): Promise<Figure[]> {
  const problems: string[] = []
  let perSecond = 4_000
  for (;;) {
    const before = await countOrders(bed.owner)
    if (before.orders >= bed.options.ordersToWeigh) break
    const { sent } = await sendOrders(bed, product, perSecond)
    problems.push(...roundProblems(sent, before, await countOrders(bed.owner)))
    perSecond = sent.answered / sent.seconds
  }
  problems.push(...(await bookProblems(bed.owner)))
  await bed.owner.query(`vacuum ${tables.join(", ")}`)
  const { orders } = await countOrders(bed.owner)
  const { rows } = await bed.owner.query<{ name: string; bytes: number }>(
    `select c.relname as name, pg_relation_size(c.oid)::float8 as bytes from pg_class c
     where c.relnamespace = 'public'::regnamespace and (c.relname = any($1)
       or c.oid in (select indexrelid from pg_index where indrelid = any($1::regclass[]))) order by 1`,
    [tables],
  )
  const total = rows.reduce((sum, { bytes }) => sum + bytes, 0) / orders
  return [
    {
      goal: "P11",
      spread: { median: total, p10: total, p90: total },
      details: [
        `${orders} orders, bytes of each: ` +
          rows.map(({ name, bytes }) => `${name} ${Math.round(bytes / orders)}`).join(", "),
      ],
      problems,
    },
  ]
}
