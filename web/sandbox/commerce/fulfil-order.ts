import { secondsIso } from "#web/sandbox/clock.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Id, Order, OrderLine } from "#web/sandbox/state/model.ts"
import { saveOrder } from "./save-order.ts"

export type FulfilResult =
  | { ok: true; order: Order }
  | { ok: false; reason: "cancelled" | "nothing-to-fulfil" }

/** Pieces that can still be sent. */
export function fulfillableOf(line: OrderLine): number {
  return Math.max(0, line.currentQuantity - line.fulfilledQuantity)
}

/**
 * Sends out lines, all that is left by default: orders/fulfilled or orders/partially_fulfilled.
 */
export function fulfilOrder(
  context: SandboxContext,
  order: Order,
  lines?: { lineId: Id; quantity: number }[],
): FulfilResult {
  if (order.cancelledAt) return { ok: false, reason: "cancelled" }
  const sent = order.lines
    .map((line) => {
      const asked = lines ? (lines.find((one) => one.lineId === line.id)?.quantity ?? 0) : Infinity
      return { lineId: line.id, quantity: Math.min(asked, fulfillableOf(line)) }
    })
    .filter((one) => one.quantity > 0)
  if (sent.length === 0) return { ok: false, reason: "nothing-to-fulfil" }
  return context.root.transaction(() => {
    const changedLines = order.lines.map((line) => ({
      ...line,
      fulfilledQuantity:
        line.fulfilledQuantity + (sent.find((one) => one.lineId === line.id)?.quantity ?? 0),
    }))
    const complete = changedLines.every((line) => fulfillableOf(line) === 0)
    const at = secondsIso(context.clock.now())
    const changed: Order = {
      ...order,
      lines: changedLines,
      fulfillmentStatus: complete ? "fulfilled" : "partial",
      closedAt: complete && order.financialStatus === "paid" ? at : order.closedAt,
      fulfillments: [
        ...order.fulfillments,
        { id: context.root.nextId(), createdAt: at, lines: sent },
      ],
    }
    const topic = complete ? "orders/fulfilled" : "orders/partially_fulfilled"
    const saved = saveOrder(context, changed, { topics: [topic, "orders/updated"] })
    return { ok: true, order: saved }
  })
}
