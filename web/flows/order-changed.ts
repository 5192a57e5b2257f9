import { identityOf } from "#web/core/members/identity-of.ts"
import type { OrderSnapshot } from "#web/core/orders/order-snapshot.ts"
import type { Shop } from "#web/core/shop.ts"
import type { Tx } from "#web/db/database.ts"
import { findOrCreateMembers } from "#web/db/members.ts"
import { lockOrders, type StoredOrder, saveOrders } from "#web/db/orders.ts"
import { type ProgramCache, publishedVersions } from "#web/db/programs.ts"
import { forgiveDebts } from "#web/ledger/forgive-debts.ts"
import { type NewEntry, post } from "#web/ledger/post.ts"
import { type OrderGroup, type Settlement, settleGroup } from "./order-settlement.ts"
import { type SeenCode, spendCodes } from "./spend-codes.ts"

/** One snapshot of one order, from whichever event brought it. */
export type OrderChange = { shop: Shop; order: OrderSnapshot }

export type OrderChangedDeps = {
  programs: ProgramCache
  digestOf: (code: string) => Buffer
  onUnissuedCodeUsed: (code: SeenCode) => void
  now: () => Date
}

/** Another transaction settled one of the orders first: start again, and it will be seen. */
export class RaceLost extends Error {}

/**
 * Settles a batch of order changes in the caller's transaction: keeps the newest snapshot of each order, works out
 * what it is worth under the terms frozen with it, and posts the difference to what is posted. Duplicates, reordering,
 * edits, refunds and late deliveries need no special case. Throws RaceLost when it must be tried again.
 */
export async function orderChanged(
  deps: OrderChangedDeps,
  tx: Tx,
  changes: readonly OrderChange[],
): Promise<void> {
  const groups = groupByOrder(changes)
  const stored = new Map((await lockOrders(tx, groups.map(keyOf))).map((row) => [textOf(row), row]))
  const brandIds = [...new Set(changes.map((change) => change.shop.brandId))]
  const versions = await publishedVersions(tx, deps.programs, brandIds)
  const members = await membersOf(tx, groups, stored, deps.now())

  const settlements = groups.flatMap((group, index) => {
    const row = stored.get(textOf(keyOf(group)))
    return settleGroup(group, row, members[index]!, versions.get(group.shop.brandId) ?? []) ?? []
  })
  // Redemptions are locked before balances, as handing a code back does.
  const retaken = await spendCodes(deps, tx, codesOf(changes))
  await write(deps, tx, settlements, retaken)
}

/** In one stable order, so that batches which insert the same orders cannot wait for each other in a circle. */
function groupByOrder(changes: readonly OrderChange[]): OrderGroup[] {
  const groups = new Map<string, OrderGroup>()
  for (const { shop, order } of changes) {
    const key = `${shop.brandId} ${shop.shopId} ${order.orderId}`
    const group = groups.get(key)
    if (group) group.orders.push(order)
    else groups.set(key, { shop, orders: [order] })
  }
  return [...groups.values()].sort(byOrder)
}

/** As lockOrders sorts: an id is a number, though it is written as text. */
function byOrder(a: OrderGroup, b: OrderGroup): number {
  const [left, right] = [a.orders[0]!.orderId, b.orders[0]!.orderId]
  return (
    a.shop.brandId - b.shop.brandId ||
    a.shop.shopId - b.shop.shopId ||
    left.length - right.length ||
    (left < right ? -1 : 1)
  )
}

/** An order keeps the member it was first credited to: an account made later claims a guest's points (E1). */
async function membersOf(
  tx: Tx,
  groups: readonly OrderGroup[],
  stored: ReadonlyMap<string, StoredOrder>,
  now: Date,
): Promise<(string | null)[]> {
  const known = groups.map((group) => stored.get(textOf(keyOf(group)))?.member_id ?? null)
  const unknown = groups.flatMap((group, index) => {
    const { brandId, shopId } = group.shop
    const buyers = known[index] ? [] : group.orders.map((order) => order.buyer)
    const buyer = buyers.findLast((one) => identityOf(shopId, one))
    return buyer ? [{ index, brandId, identity: identityOf(shopId, buyer)!, buyer }] : []
  })
  const made = unknown.length ? await findOrCreateMembers(tx, unknown, now) : []
  for (const [position, { index }] of unknown.entries()) known[index] = made[position]!
  return known
}

async function write(
  deps: OrderChangedDeps,
  tx: Tx,
  settlements: Settlement[],
  retaken: NewEntry[],
): Promise<void> {
  const rows = settlements.map((settlement) => settlement.row)
  if (rows.length && (await saveOrders(tx, rows)) !== rows.length) throw new RaceLost()
  const entries = [...settlements.flatMap(({ entry }) => entry ?? []), ...retaken]
  const totals = settlements.flatMap((settlement) => settlement.totals ?? [])
  if (!entries.length && !totals.length) return
  const { posted, debts } = await post(tx, entries, totals, deps.now())
  if (posted !== entries.length) throw new RaceLost()
  if (debts.length) {
    const limits = new Map(settlements.map(({ row, debtLimit }) => [row.memberId, debtLimit]))
    // What somebody else's order took back is not forgiven by that order's terms.
    for (const { memberId } of retaken) limits.set(memberId, Number.MAX_SAFE_INTEGER)
    await forgiveDebts(tx, debts, entries, limits, deps.now())
  }
}

function codesOf(changes: readonly OrderChange[]): SeenCode[] {
  return changes.flatMap(({ shop, order }) =>
    order.codes.map((code) => ({ shop, orderId: order.orderId, orderName: order.name, code })),
  )
}

function keyOf({ shop, orders }: OrderGroup) {
  return { brandId: shop.brandId, shopId: shop.shopId, orderId: orders[0]!.orderId }
}

function textOf(key: { brandId: number; shopId: number; orderId: string } | StoredOrder): string {
  return "brandId" in key
    ? `${key.brandId} ${key.shopId} ${key.orderId}`
    : `${key.brand_id} ${key.shop_id} ${key.order_id}`
}
