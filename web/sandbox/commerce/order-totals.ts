import type { Order, OrderLine } from "#web/sandbox/state/model.ts"
import { portion } from "./money.ts"
import { sum } from "./price-lines.ts"

/** A line's worth for some of its pieces, after discounts. */
export type LineWorth = { subtotalMinor: number; taxMinor: number; discountMinor: number }

/**
 * What `pieces` of a line come to, counted from its first piece. Differences of two such worths
 * split a line without losing a minor unit, however many refunds it is split into.
 */
export function worthOf(line: OrderLine, pieces: number): LineWorth {
  if (line.quantity === 0) return { subtotalMinor: 0, taxMinor: 0, discountMinor: 0 }
  const share = (amount: number) => portion(amount, pieces, line.quantity)
  const discountMinor = share(sum(line.allocations.map((allocation) => allocation.amountMinor)))
  return {
    subtotalMinor: line.priceMinor * pieces - discountMinor,
    taxMinor: share(sum(line.taxLines.map((taxLine) => taxLine.amountMinor))),
    discountMinor,
  }
}

export type Totals = {
  linesMinor: number
  subtotalMinor: number
  discountMinor: number
  taxMinor: number
  shippingMinor: number
  totalMinor: number
}

export type OrderTotals = {
  /** As ordered, with what edits added: before refunds and removals. */
  ordered: Totals
  /** After edits, refunds and removals. */
  current: Totals
  tipMinor: number
  paidMinor: number
  refundedMinor: number
  refundedShippingMinor: number
  /** Still owed by the shopper; negative when the shop owes. */
  outstandingMinor: number
}

/** All sums of an order, worked out from its lines, refunds and transactions. */
export function orderTotals(order: Order): OrderTotals {
  const lines = order.lines.filter((line) => !line.tip)
  const tips = order.lines.filter((line) => line.tip)
  const tipMinor = sum(tips.map((line) => line.priceMinor * line.quantity))
  const ordered = totalsOf(order, lines, (line) => line.quantity, tipMinor, 0, 0)
  const refundedShippingMinor = sum(order.refunds.map((refund) => refund.shippingMinor))
  const refundedShippingTax = sum(order.refunds.map((refund) => refund.shippingTaxMinor))
  const current = totalsOf(
    order,
    lines,
    (line) => line.currentQuantity,
    sum(tips.map((line) => line.priceMinor * line.currentQuantity)),
    refundedShippingMinor,
    refundedShippingTax,
  )
  // Money given back beyond what was taken back lowers the total, money kept back raises it.
  const adjustments = order.refunds.flatMap((refund) => refund.adjustments)
  current.totalMinor += sum(adjustments.map((one) => one.amountMinor + one.taxMinor))
  const paidMinor = sum(
    order.transactions
      .filter((one) => one.status === "success" && (one.kind === "sale" || one.kind === "capture"))
      .map((one) => one.amountMinor),
  )
  const refundedMinor = refundedOf(order)
  return {
    ordered,
    current,
    tipMinor,
    paidMinor,
    refundedMinor,
    refundedShippingMinor,
    outstandingMinor: current.totalMinor - (paidMinor - refundedMinor),
  }
}

export function refundedOf(order: Order): number {
  const transactions = order.refunds.flatMap((refund) => refund.transactions)
  return sum(transactions.map((transaction) => transaction.amountMinor))
}

function totalsOf(
  order: Order,
  lines: OrderLine[],
  pieces: (line: OrderLine) => number,
  tipMinor: number,
  lessShippingMinor: number,
  lessShippingTaxMinor: number,
): Totals {
  const worths = lines.map((line) => worthOf(line, pieces(line)))
  const subtotalMinor = sum(worths.map((worth) => worth.subtotalMinor))
  const shippingTax = sum(
    order.shippingLines.flatMap((line) => line.taxLines.map((taxLine) => taxLine.amountMinor)),
  )
  const shippingMinor = sum(order.shippingLines.map((line) => line.priceMinor)) - lessShippingMinor
  const taxMinor = sum(worths.map((worth) => worth.taxMinor)) + shippingTax - lessShippingTaxMinor
  return {
    linesMinor: sum(lines.map((line) => line.priceMinor * pieces(line))),
    subtotalMinor,
    discountMinor: sum(worths.map((worth) => worth.discountMinor)),
    taxMinor,
    shippingMinor,
    totalMinor: subtotalMinor + shippingMinor + (order.taxesIncluded ? 0 : taxMinor) + tipMinor,
  }
}
