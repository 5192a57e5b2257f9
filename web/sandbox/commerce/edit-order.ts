import { secondsIso } from "#web/sandbox/clock.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { orderEditPayload } from "#web/sandbox/payloads/order-edit.ts"
import type { Id, Order, OrderEdit, OrderLine, Refund } from "#web/sandbox/state/model.ts"
import { lineOf, taxLinesOf } from "./new-order-line.ts"
import { orderTotals } from "./order-totals.ts"
import { type CartItem, priceItems } from "./price-cart.ts"
import { planRefund, withRefund } from "./refund-order.ts"
import { saveOrder } from "./save-order.ts"
import { taxOn } from "./tax.ts"

export type EditRequest = {
  /** New lines; the codes of the order do not apply to them. */
  add?: CartItem[]
  /** How many pieces each of these lines shall have; 0 removes a line. */
  quantities?: { lineId: Id; quantity: number }[]
  staffNote?: string
}

export type EditResult =
  | { ok: true; order: Order }
  | { ok: false; reason: "unknown-line" | "cancelled" | "nothing-changed" | "already-fulfilled" }

type Delta = { lineId: Id; delta: number }

/**
 * Edits an order. Pieces taken off are booked as a refund without money, as Shopify does; what the
 * shop then owes stays open until it is refunded. The app hears orders/edited and orders/updated,
 * and refunds/create if something was taken off.
 */
export function editOrder(context: SandboxContext, order: Order, request: EditRequest): EditResult {
  if (order.cancelledAt) return { ok: false, reason: "cancelled" }
  const deltas = deltasOf(order, request)
  if (!Array.isArray(deltas)) return deltas
  const added = request.add ?? []
  if (deltas.length === 0 && added.length === 0) return { ok: false, reason: "nothing-changed" }
  return context.root.transaction(() => {
    const additions = deltas.filter((one) => one.delta > 0)
    const removals = deltas.filter((one) => one.delta < 0)
    const newLines = newLinesOf(context, added)
    const grown: Order = {
      ...order,
      lines: [...order.lines.map((line) => grow(context, line, additions)), ...newLines],
    }
    const refund = removalRefund(context, grown, removals)
    const changed = settled(refund ? withRefund(grown, refund) : grown)
    const edit: OrderEdit = {
      id: context.root.nextId(),
      committedAt: secondsIso(context.clock.now()),
      additions: [
        ...additions,
        ...newLines.map((line) => ({ lineId: line.id, delta: line.quantity })),
      ],
      removals: removals.map(({ lineId, delta }) => ({ lineId, delta: -delta })),
      staffNote: request.staffNote ?? "",
    }
    const shop = context.shop()
    const saved = saveOrder(
      context,
      { ...changed, edits: [...changed.edits, edit] },
      {
        topics: ["orders/updated"],
        refund,
        others: [{ topic: "orders/edited", payload: orderEditPayload(shop, order, edit) }],
      },
    )
    return { ok: true, order: saved }
  })
}

function deltasOf(order: Order, request: EditRequest): Delta[] | Exclude<EditResult, { ok: true }> {
  const deltas: Delta[] = []
  for (const { lineId, quantity } of request.quantities ?? []) {
    const line = order.lines.find((one) => one.id === lineId)
    if (!line || quantity < 0) return { ok: false, reason: "unknown-line" }
    if (quantity < Math.min(line.fulfilledQuantity, line.currentQuantity)) {
      return { ok: false, reason: "already-fulfilled" }
    }
    const delta = quantity - line.currentQuantity
    if (delta !== 0) deltas.push({ lineId, delta })
  }
  return deltas
}

/** More pieces of a line, at its price and without its discounts. */
function grow(context: SandboxContext, line: OrderLine, additions: Delta[]): OrderLine {
  const delta = additions.find((one) => one.lineId === line.id)?.delta ?? 0
  if (delta === 0) return line
  const shop = context.shop()
  const taxMinor = line.taxable && !line.giftCard ? taxOn(line.priceMinor * delta, shop) : 0
  const [first] = line.taxLines
  return {
    ...line,
    quantity: line.quantity + delta,
    currentQuantity: line.currentQuantity + delta,
    taxLines: first
      ? [{ ...first, amountMinor: first.amountMinor + taxMinor }]
      : taxLinesOf(shop, taxMinor),
  }
}

function newLinesOf(context: SandboxContext, items: CartItem[]): OrderLine[] {
  if (items.length === 0) return []
  const priced = priceItems(context, items, [], { withoutShipping: true })
  const shop = context.shop()
  return priced.lines.map((line) => lineOf(context.root.nextId(), line, shop))
}

function removalRefund(context: SandboxContext, order: Order, removals: Delta[]): Refund | null {
  if (removals.length === 0) return null
  const planned = planRefund(context, order, {
    lines: removals.map(({ lineId, delta }) => ({ lineId, quantity: -delta })),
    amountMinor: 0,
    restock: true,
  })
  return planned.ok ? planned.refund : null
}

/** A paid order that costs more now is paid in part. */
function settled(order: Order): Order {
  const { outstandingMinor, paidMinor } = orderTotals(order)
  if (order.financialStatus !== "paid" || outstandingMinor <= 0 || paidMinor === 0) return order
  return { ...order, financialStatus: "partially_paid" }
}
