import { entryToPost } from "#web/core/orders/entry-to-post.ts"
import type { OrderSnapshot } from "#web/core/orders/order-snapshot.ts"
import {
  compareSettled,
  decodeLines,
  type SettledOrder,
  totalsOf,
} from "#web/core/orders/settled-order.ts"
import { expiryOf } from "#web/core/points-life.ts"
import { type ProgramVersion, versionAt } from "#web/core/program.ts"
import { settleForBuyer, settleOrder } from "#web/core/settle-order.ts"
import type { Shop } from "#web/core/shop.ts"
import type { OrderRow, StoredOrder } from "#web/db/orders.ts"
import type { NewEntry, TotalsChange } from "#web/ledger/post.ts"

/** The snapshots of one order that came together. */
export type OrderGroup = { shop: Shop; orders: OrderSnapshot[] }

/** An order to write, with what follows from it for the ledger. */
export type Settlement = {
  row: OrderRow & { isNew: boolean }
  entry: NewEntry | null
  totals: TotalsChange | null
  debtLimit: number
}

/**
 * Decides about one order: which snapshot is the newest, what it is worth under its frozen terms, what to post.
 * Null when what is stored is as new as anything that came.
 */
export function settleGroup(
  { shop, orders }: OrderGroup,
  stored: StoredOrder | undefined,
  memberId: string | null,
  versions: readonly ProgramVersion[],
): Settlement | null {
  const terms = stored
    ? versions.find((version) => version.version === stored.program_version)
    : versionAt(versions, orders[0]!.placedAt)
  const settings = terms?.settings ?? null
  const came = orders.map((order) => ({ order, settled: settleOrder(order, settings) }))
  const { order, settled } = came.reduce((a, b) =>
    compareSettled(b.settled, a.settled) > 0 ? b : a,
  )
  const before = stored ? settledBefore(stored) : null
  const isOld = before !== null && compareSettled(settled, before) <= 0
  if (isOld && stored!.member_id === memberId) return null

  // An older snapshot may tell who bought; what the order is worth, the newest one does.
  const newest = isOld ? settleForBuyer(before, order, settings) : settled
  const worth = memberId ? newest : withoutMember(newest)
  const posted = { points: before?.points ?? 0, revision: stored?.revision ?? 0 }
  const difference = entryToPost(posted, worth.points, order)
  const row = {
    brandId: shop.brandId,
    shopId: shop.shopId,
    orderId: orders[0]!.orderId,
    memberId,
    placedAt: order.placedAt,
    programVersion: stored?.program_version ?? terms?.version ?? 0,
    revision: difference?.revision ?? posted.revision,
    currency: order.currency,
    name: order.name,
    isNew: !stored,
    ...worth,
  }
  const counted = stored?.member_id ? before : null
  const expiresAt = expiryOf(order.placedAt, settings?.points.lifeMonths ?? null, shop.timeZone)
  return {
    row,
    entry: difference && memberId ? entryOf(row, memberId, difference, expiresAt) : null,
    totals: memberId ? totalsChange(shop.brandId, memberId, worth, counted) : null,
    debtLimit: settings?.points.debtLimit ?? 0,
  }
}

function settledBefore(stored: StoredOrder): SettledOrder {
  return {
    state: stored.state,
    modifiedAt: stored.modified_at,
    lines: decodeLines(stored.lines),
    points: Number(stored.points),
    reason: (stored.reason || null) as SettledOrder["reason"],
  }
}

function withoutMember(settled: SettledOrder): SettledOrder {
  const lines = settled.lines.map((line) => ({ ...line, points: 0 }))
  return { ...settled, lines, points: 0, reason: settled.reason ?? "nobody-to-credit" }
}

function entryOf(
  row: OrderRow,
  memberId: string,
  difference: NonNullable<ReturnType<typeof entryToPost>>,
  expiresAt: Date | null,
): NewEntry {
  return {
    brandId: row.brandId,
    memberId,
    source: "order",
    shopId: row.shopId,
    sourceId: row.orderId,
    ...difference,
    occurredAt: difference.kind === "order-earned" ? row.placedAt : row.modifiedAt,
    expiresAt,
  }
}

function totalsChange(
  brandId: number,
  memberId: string,
  settled: SettledOrder,
  before: SettledOrder | null,
): TotalsChange | null {
  const after = totalsOf(settled)
  const was = before ? totalsOf(before) : { earnedPoints: 0, spendMinor: 0, orderCount: 0 }
  const change = {
    brandId,
    memberId,
    earnedPoints: after.earnedPoints - was.earnedPoints,
    spendMinor: after.spendMinor - was.spendMinor,
    orderCount: after.orderCount - was.orderCount,
  }
  return change.earnedPoints || change.spendMinor || change.orderCount ? change : null
}
