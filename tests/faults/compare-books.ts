import type { Client } from "pg"
import { spooledDeliveries } from "#tests/support/spool.ts"
import type { Shop } from "#web/core/shop.ts"
import { verifyBooks } from "#web/ledger/verify.ts"
import type { Sent } from "./sender.ts"
import type { Redeemed } from "./shoppers.ts"
import type { Trade } from "./trade.ts"

/** How far the books are from what must be in them, in points; and everything else that is not as it must be. */
export type Losses = { lost: number; doubled: number; overspent: number; problems: string[] }

type Redemption = { key: string; customerId: string; points: number; entries: number }

/** Holds the books of a shop against what was sent, bought and redeemed. */
export async function compareBooks(
  owner: Client,
  shop: Shop,
  price: number,
  { trade, sent, redeemed }: { trade: Trade; sent: Sent; redeemed: Iterable<Redeemed> },
): Promise<Losses> {
  const losses: Losses = { lost: 0, doubled: 0, overspent: 0, problems: [] }
  await compareDeliveries(owner, shop, sent, losses)
  await compareOrders(owner, shop, trade, losses)
  const taken = await compareRedemptions(owner, shop, [...redeemed], losses)
  await compareBalances(owner, shop, price, trade, taken, losses)
  for (const { rule, subject, is, should } of await verifyBooks(owner)) {
    losses.problems.push(`${subject}: is ${is}, should be ${should} (${rule})`)
  }
  return losses
}

async function compareDeliveries(owner: Client, shop: Shop, sent: Sent, losses: Losses) {
  const stored = new Set((await spooledDeliveries(owner)).map(({ deliveryId }) => deliveryId))
  const missing = [...sent.acknowledged].filter((id) => !stored.has(id))
  if (missing.length) losses.problems.push(`${missing.length} deliveries were taken and not kept`)
  const { rows } = await owner.query("select reason from inbox where shop_id = $1", [shop.shopId])
  for (const { reason } of rows) {
    losses.problems.push(`a delivery was set aside: ${JSON.stringify(reason)}`)
  }
}

async function compareOrders(owner: Client, shop: Shop, trade: Trade, losses: Losses) {
  const { rows } = await owner.query<{ source_id: string; points: string }>(
    `select source_id, sum(points) as points from entries
     where shop_id = $1 and source = 'order' group by source_id`,
    [shop.shopId],
  )
  const posted = new Map(rows.map((row) => [row.source_id, Number(row.points)]))
  for (const { orderId, points } of trade.orders) {
    const difference = points - (posted.get(orderId) ?? 0)
    if (difference > 0) losses.lost += difference
    else losses.doubled -= difference
    posted.delete(orderId)
  }
  for (const points of posted.values()) losses.doubled += points
}

/** What was redeemed, by customer. Every answer of 201 must stand for one redemption, paid for once, with one code. */
async function compareRedemptions(
  owner: Client,
  shop: Shop,
  redeemed: readonly Redeemed[],
  losses: Losses,
): Promise<Map<string, number>> {
  const { rows } = await owner.query<Redemption>(
    `select r.idempotency_key as key, i.value as "customerId", r.points::int,
       coalesce((select sum(e.points) from entries e where e.brand_id = r.brand_id and e.source = 'redemption'
         and e.source_id = r.redemption_no), 0)::int as entries
     from redemptions r join member_identities i using (brand_id, member_id)
     where r.shop_id = $1 and i.kind = 'customer'`,
    [shop.shopId],
  )
  const stored = new Map(rows.map((row) => [row.key, row]))
  const codes = new Set<string>()
  for (const { key, ids, codes: given } of redeemed) {
    const row = stored.get(key)
    stored.delete(key)
    const code = [...given][0]!
    const free = !row || row.entries !== -row.points || codes.has(code) || code === "none"
    if (free) losses.overspent += row?.points ?? 0
    if (free || ids.size !== 1 || given.size !== 1) {
      losses.problems.push(
        `redemption ${key}: ${ids.size} ids, codes ${[...given]}, paid ${row?.entries}`,
      )
    }
    codes.add(code)
  }
  // Paid for by somebody who was never told.
  for (const { points } of stored.values()) losses.lost += points
  const taken = new Map<string, number>()
  for (const { customerId, points } of rows) {
    taken.set(customerId, (taken.get(customerId) ?? 0) + points)
  }
  return taken
}

async function compareBalances(
  owner: Client,
  shop: Shop,
  price: number,
  trade: Trade,
  taken: ReadonlyMap<string, number>,
  losses: Losses,
) {
  const { rows } = await owner.query<{ customerId: string; balance: number; members: number }>(
    `select i.value as "customerId", coalesce(b.balance, 0)::int as balance
     from member_identities i left join balances b using (brand_id, member_id)
     where i.shop_id = $1 and i.kind = 'customer'`,
    [shop.shopId],
  )
  const balances = new Map(rows.map((row) => [row.customerId, row.balance]))
  for (const customerId of trade.customerIds) {
    const orders = trade.orders.filter((order) => order.customerId === customerId)
    const earned = orders.reduce((sum, order) => sum + order.points, 0)
    const most = orders.reduce((sum, order) => sum + order.mostPoints, 0)
    const spent = taken.get(customerId) ?? 0
    const balance = balances.get(customerId) ?? 0
    const difference = earned - spent - balance
    if (difference > 0) losses.lost += difference
    else losses.doubled -= difference
    // Before its refunds a member had `most` at the most; without any, never less than nothing.
    losses.overspent += Math.max(0, spent - most)
    if (earned === most) losses.overspent += Math.max(0, -balance)
    if (balance >= price) {
      losses.problems.push(`customer ${customerId} was refused with ${balance} points`)
    }
  }
}
