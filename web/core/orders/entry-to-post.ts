import type { Points } from "#web/core/points.ts"
import type { OrderState } from "./order-snapshot.ts"

export type OrderEntryKind =
  | "order-earned"
  | "order-edited"
  | "order-refunded"
  | "order-cancelled"
  | "order-restored"

/** What is posted for the order so far, and how many entries it took. */
export type Posted = { points: Points; revision: number }

/** The one entry that brings what is posted to what the order is worth; null when they agree. */
export function entryToPost(
  posted: Posted,
  worth: Points,
  order: { state: OrderState; hasRefund: boolean },
): { points: Points; kind: OrderEntryKind; revision: number } | null {
  const difference = worth - posted.points
  if (difference === 0) return null
  return {
    points: difference,
    kind: kindOf(posted, difference, order),
    revision: posted.revision + 1,
  }
}

function kindOf(
  posted: Posted,
  difference: Points,
  order: { state: OrderState; hasRefund: boolean },
): OrderEntryKind {
  if (difference > 0) {
    if (posted.revision === 0) return "order-earned"
    return posted.points === 0 ? "order-restored" : "order-edited"
  }
  if (order.state !== "paid") return "order-cancelled"
  return order.hasRefund ? "order-refunded" : "order-edited"
}
