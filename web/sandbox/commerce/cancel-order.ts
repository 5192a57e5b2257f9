import { secondsIso } from "#web/sandbox/clock.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Order } from "#web/sandbox/state/model.ts"
import { orderTotals } from "./order-totals.ts"
import { planRefund, withRefund } from "./refund-order.ts"
import { saveOrder } from "./save-order.ts"

export type CancelRequest = {
  reason?: "customer" | "fraud" | "inventory" | "declined" | "staff" | "other"
  /** Gives the money back at once; without it what was paid stays owed. */
  refund?: boolean
  restock?: boolean
}

export type CancelResult =
  | { ok: true; order: Order }
  | { ok: false; reason: "already-cancelled" | "already-fulfilled" }

/**
 * Cancels an order: all that is left of its lines goes, money goes back if asked. The app hears
 * orders/cancelled, refunds/create and orders/updated.
 */
export function cancelOrder(
  context: SandboxContext,
  order: Order,
  request: CancelRequest = {},
): CancelResult {
  if (order.cancelledAt) return { ok: false, reason: "already-cancelled" }
  if (order.fulfillmentStatus === "fulfilled") return { ok: false, reason: "already-fulfilled" }
  return context.root.transaction(() => {
    const totals = orderTotals(order)
    const leftMinor = totals.paidMinor - totals.refundedMinor
    const giveBack = (request.refund ?? true) && leftMinor > 0
    const planned = planRefund(context, order, {
      lines: order.lines.map((line) => ({ lineId: line.id, quantity: line.currentQuantity })),
      shippingMinor: "full",
      restock: request.restock ?? true,
      amountMinor: giveBack ? leftMinor : 0,
      note: "Order canceled",
    })
    const refund = planned.ok ? planned.refund : null
    const at = secondsIso(context.clock.now())
    const changed: Order = {
      ...(refund ? withRefund(order, refund) : order),
      cancelledAt: at,
      closedAt: at,
      cancelReason: request.reason ?? "customer",
    }
    if (totals.paidMinor === 0) changed.financialStatus = "voided"
    const saved = saveOrder(context, changed, {
      topics: ["orders/cancelled", "orders/updated"],
      refund,
    })
    return { ok: true, order: saved }
  })
}
