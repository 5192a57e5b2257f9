import { secondsIso } from "#web/sandbox/clock.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Id, Order, Refund, RefundLine, Transaction } from "#web/sandbox/state/model.ts"
import { orderTotals, refundedOf, worthOf } from "./order-totals.ts"
import { sum } from "./price-lines.ts"
import { refundAdjustments } from "./refund-adjustments.ts"
import { saveOrder } from "./save-order.ts"
import { creditCustomer } from "./store-credit.ts"

export type RefundRequest = {
  lines?: { lineId: Id; quantity: number }[]
  restock?: boolean
  /** Shipping given back, without tax on top; "full" for all that is left of it. */
  shippingMinor?: number | "full"
  /** The money given back, when it is not what the lines and shipping come to. */
  amountMinor?: number
  /** Credits the customer's store credit instead of the card. */
  toStoreCredit?: boolean
  note?: string | null
}

export type RefundRefusal =
  | "nothing-to-refund"
  | "unknown-line"
  | "more-than-ordered"
  | "more-than-shipping"
  | "more-than-paid"
  | "no-customer"

export type RefundResult =
  | { ok: true; order: Order; refund: Refund }
  | { ok: false; reason: RefundRefusal }

/** Refunds lines, shipping or any amount, and tells the app: refunds/create and orders/updated. */
export function refundOrder(
  context: SandboxContext,
  order: Order,
  request: RefundRequest,
): RefundResult {
  const planned = planRefund(context, order, request)
  if (!planned.ok) return planned
  return context.root.transaction(() => {
    const refund = planned.refund
    const amountMinor = sum(refund.transactions.map((transaction) => transaction.amountMinor))
    if (request.toStoreCredit && order.customerId) {
      creditCustomer(context, order.customerId, amountMinor, `refund ${refund.id}`)
    }
    const changed = withRefund(order, refund)
    const saved = saveOrder(context, changed, { topics: ["orders/updated"], refund })
    return { ok: true, order: saved, refund }
  })
}

/**
 * The order with a refund added: fewer pieces of its lines and the financial status that follows.
 */
export function withRefund(order: Order, refund: Refund): Order {
  const gone = new Map(refund.lines.map((line) => [line.lineId, line.quantity]))
  const changed: Order = {
    ...order,
    lines: order.lines.map((line) => ({
      ...line,
      currentQuantity: line.currentQuantity - (gone.get(line.id) ?? 0),
    })),
    refunds: [...order.refunds, refund],
  }
  const refundedMinor = refundedOf(changed)
  if (refundedMinor === 0) return changed
  const all = refundedMinor >= orderTotals(changed).paidMinor
  return { ...changed, financialStatus: all ? "refunded" : "partially_refunded" }
}

/** Works a refund out without storing anything. */
export function planRefund(
  context: SandboxContext,
  order: Order,
  request: RefundRequest,
): { ok: true; refund: Refund } | { ok: false; reason: RefundRefusal } {
  const lines = refundLines(context, order, request)
  if (!Array.isArray(lines)) return lines
  const shipping = refundShipping(order, request.shippingMinor ?? 0)
  if (!shipping) return { ok: false, reason: "more-than-shipping" }
  const tax = sum(lines.map((line) => line.taxMinor)) + shipping.taxMinor
  const worthMinor =
    sum(lines.map((line) => line.subtotalMinor)) +
    shipping.amountMinor +
    (order.taxesIncluded ? 0 : tax)
  const totals = orderTotals(order)
  const leftMinor = totals.paidMinor - totals.refundedMinor
  const amountMinor = request.amountMinor ?? Math.min(worthMinor, leftMinor)
  if (amountMinor < 0 || amountMinor > leftMinor) return { ok: false, reason: "more-than-paid" }
  if (amountMinor === 0 && lines.length === 0) return { ok: false, reason: "nothing-to-refund" }
  if (request.toStoreCredit && !order.customerId) return { ok: false, reason: "no-customer" }
  const createdAt = secondsIso(context.clock.now())
  const refund: Refund = {
    id: context.root.nextId(),
    createdAt,
    note: request.note ?? null,
    restock: request.restock ?? false,
    lines,
    shippingMinor: shipping.amountMinor,
    shippingTaxMinor: shipping.taxMinor,
    adjustments: refundAdjustments(context, worthMinor, amountMinor, totals),
    transactions:
      amountMinor === 0
        ? []
        : [refundTransaction(context, order, amountMinor, request.toStoreCredit, createdAt)],
  }
  return { ok: true, refund }
}

function refundLines(
  context: SandboxContext,
  order: Order,
  request: RefundRequest,
): RefundLine[] | { ok: false; reason: RefundRefusal } {
  const lines: RefundLine[] = []
  for (const { lineId, quantity } of request.lines ?? []) {
    if (quantity === 0) continue
    const line = order.lines.find((one) => one.id === lineId)
    if (!line || lines.some((one) => one.lineId === lineId))
      return { ok: false, reason: "unknown-line" }
    if (quantity < 0 || quantity > line.currentQuantity) {
      return { ok: false, reason: "more-than-ordered" }
    }
    const before = worthOf(line, line.currentQuantity)
    const after = worthOf(line, line.currentQuantity - quantity)
    const fulfilled = line.fulfilledQuantity >= line.currentQuantity
    lines.push({
      id: context.root.nextId(),
      lineId,
      quantity,
      restockType: request.restock ? (fulfilled ? "return" : "cancel") : "no_restock",
      subtotalMinor: before.subtotalMinor - after.subtotalMinor,
      taxMinor: before.taxMinor - after.taxMinor,
    })
  }
  return lines
}

function refundShipping(order: Order, asked: number | "full") {
  const priceMinor = sum(order.shippingLines.map((line) => line.priceMinor))
  const taxMinor = sum(
    order.shippingLines.flatMap((line) => line.taxLines.map((taxLine) => taxLine.amountMinor)),
  )
  const leftMinor = priceMinor - sum(order.refunds.map((refund) => refund.shippingMinor))
  const leftTaxMinor = taxMinor - sum(order.refunds.map((refund) => refund.shippingTaxMinor))
  const amountMinor = asked === "full" ? leftMinor : asked
  if (amountMinor < 0 || amountMinor > leftMinor) return null
  const all = amountMinor === leftMinor
  const part = leftMinor === 0 ? 0 : Math.round((leftTaxMinor * amountMinor) / leftMinor)
  return { amountMinor, taxMinor: amountMinor === 0 ? 0 : all ? leftTaxMinor : part }
}

function refundTransaction(
  context: SandboxContext,
  order: Order,
  amountMinor: number,
  toStoreCredit: boolean | undefined,
  createdAt: string,
): Transaction {
  const parent = order.transactions.find((one) => one.kind === "sale" || one.kind === "capture")
  return {
    id: context.root.nextId(),
    kind: "refund",
    status: "success",
    gateway: toStoreCredit ? "shopify_store_credit" : order.gateway,
    amountMinor,
    parentId: parent?.id ?? null,
    createdAt,
  }
}
