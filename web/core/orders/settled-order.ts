import type { MemberTotals } from "#web/core/facts.ts"
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
  reason: NoPointsReason | null
}

const counted = new Set<NoPointsReason | null>([
  null,
  "too-small",
  "nothing-that-counts",
  "no-rate-for-currency",
])

/** What an order adds to the totals that tiers count: nothing unless it was a purchase that may earn. */
export function totalsOf(order: Pick<SettledOrder, "lines" | "points" | "reason">): MemberTotals {
  const spendMinor = counted.has(order.reason) ? sumEligible(order.lines) : 0
  return { earnedPoints: order.points, spendMinor, orderCount: spendMinor > 0 ? 1 : 0 }
}

export function sumEligible(lines: readonly { eligibleMinor: Minor }[]): Minor {
  return lines.reduce((sum, line) => sum + line.eligibleMinor, 0)
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
    sumEligible(b.lines) - sumEligible(a.lines) ||
    compareText(encodeLines(a.lines), encodeLines(b.lines))
  )
}

/**
 * Lines as they are stored, `line id.product id or 0.eligible minor.points`, semicolons between, ids in base 36: two
 * thirds of the room that JSON takes, in the largest of our columns.
 */
export function encodeLines(lines: readonly SettledLine[]): string {
  return lines
    .map(({ lineId, productId, eligibleMinor, points }) => {
      const ids = `${encodeId(lineId)}.${encodeId(productId ?? "0")}`
      return `${ids}.${eligibleMinor}.${points}`
    })
    .join(";")
}

export function decodeLines(text: string): SettledLine[] {
  if (!text) return []
  return text.split(";").map((line) => {
    const [lineId, productId, eligibleMinor, points] = line.split(".") as string[]
    return {
      lineId: decodeId(lineId!),
      productId: productId === "0" ? null : decodeId(productId!),
      eligibleMinor: Number(eligibleMinor),
      points: Number(points),
    }
  })
}

/** Ids are whole numbers up to 2^63; those beyond 2^53 take the slower, exact way. */
function encodeId(id: string): string {
  return id.length < 16 ? Number(id).toString(36) : BigInt(id).toString(36)
}

function decodeId(text: string): string {
  if (text.length < 11) return String(Number.parseInt(text, 36))
  let id = 0n
  for (const digit of text) id = id * 36n + BigInt(Number.parseInt(digit, 36))
  return String(id)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
