import type { Minor } from "#web/core/money.ts"
import type { Points } from "#web/core/points.ts"
import type { OrderState } from "./order-snapshot.ts"

export type SettledLine = {
  lineId: string
  productId: string | null
  eligibleMinor: Minor
  points: Points
}

/** Why an order is worth nothing: a code, shown to staff and shopper in their own words (A12). */
export type NoPointsReason =
  | "unpaid"
  | "cancelled"
  | "test-order"
  | "business-order"
  | "before-program"
  | "no-rate-for-currency"
  | "nothing-that-counts"
  | "too-small"
  | "nobody-to-credit"

/** An order's newest snapshot as it is kept: what counts of each line and what it is worth under its frozen terms. */
export type SettledOrder = {
  state: OrderState
  modifiedAt: Date
  lines: SettledLine[]
  points: Points
  /** What counts towards tiers; 0 unless the order may earn. */
  spendMinor: Minor
  reason: NoPointsReason | null
}

const rank: Record<OrderState, number> = { unpaid: 0, paid: 1, cancelled: 2 }

/**
 * Orders two snapshots of one order: negative when `a` is older. The platform's modified time decides. Platforms give
 * it in whole seconds, so within one second the later stage of an order's life wins: paid over unpaid, cancelled over
 * paid, more lines over fewer, less left over more. Total, so that any set of snapshots has one newest.
 */
export function compareSettled(a: SettledOrder, b: SettledOrder): number {
  return (
    a.modifiedAt.getTime() - b.modifiedAt.getTime() ||
    rank[a.state] - rank[b.state] ||
    a.lines.length - b.lines.length ||
    left(b) - left(a) ||
    compareText(encodeLines(a.lines), encodeLines(b.lines))
  )
}

/** Lines as they are stored: compact JSON, `[[line id, product id or 0, eligible minor, points], ...]`. */
export function encodeLines(lines: readonly SettledLine[]): string {
  const items = lines.map(
    ({ lineId, productId, eligibleMinor, points }) =>
      `[${encodeId(lineId)},${encodeId(productId ?? "0")},${eligibleMinor},${points}]`,
  )
  return `[${items.join(",")}]`
}

export function decodeLines(text: string): SettledLine[] {
  const items = JSON.parse(text) as [string | number, string | number, number, number][]
  return items.map(([lineId, productId, eligibleMinor, points]) => ({
    lineId: String(lineId),
    productId: productId === 0 ? null : String(productId),
    eligibleMinor,
    points,
  }))
}

function left(order: SettledOrder): number {
  return order.lines.reduce((sum, line) => sum + line.eligibleMinor, 0)
}

/** Ids beyond 2^53 are kept as text, so that reading them back is exact. */
function encodeId(id: string): string {
  return /^\d{1,15}$/.test(id) ? String(Number(id)) : JSON.stringify(id)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
