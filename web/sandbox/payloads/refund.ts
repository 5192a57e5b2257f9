import { amountText } from "#web/sandbox/commerce/money.ts"
import type { Order, Refund, RefundLine, Shop } from "#web/sandbox/state/model.ts"
import { decimalNumber, gid } from "./json.ts"
import { moneySet } from "./money-set.ts"
import { refundedLine, shippingLineOf } from "./order-line.ts"
import { shopTime } from "./shop-time.ts"
import { transactionPayload } from "./transaction.ts"

/** refunds/create, and an entry of an order's `refunds`. */
export function refundPayload(order: Order, refund: Refund, shop: Shop) {
  const at = shopTime(refund.createdAt, shop.timeZone)
  return {
    id: BigInt(refund.id),
    order_id: BigInt(order.id),
    created_at: at,
    note: refund.note,
    user_id: null,
    processed_at: at,
    duties: [],
    total_duties_set: moneySet(0, order.currency),
    return: null,
    refund_shipping_lines: shippingOf(order, refund),
    restock: refund.restock,
    admin_graphql_api_id: gid("Refund", refund.id),
    order_adjustments: adjustmentsOf(order, refund),
    refund_line_items: refund.lines.map((line) => refundLine(order, line)),
    transactions: refund.transactions.map((one) => transactionPayload(shop, order, one)),
  }
}

/** `subtotal` and `total_tax` are JSON numbers here, unlike everywhere else. */
function refundLine(order: Order, refunded: RefundLine) {
  const { currency } = order
  const line = order.lines.find((one) => one.id === refunded.lineId)
  return {
    id: BigInt(refunded.id),
    quantity: refunded.quantity,
    line_item_id: BigInt(refunded.lineId),
    location_id: null,
    restock_type: refunded.restockType,
    subtotal: decimalNumber(amountText(refunded.subtotalMinor, currency)),
    total_tax: decimalNumber(amountText(refunded.taxMinor, currency)),
    subtotal_set: moneySet(refunded.subtotalMinor, currency),
    total_tax_set: moneySet(refunded.taxMinor, currency),
    line_item: line ? refundedLine(order, line) : null,
  }
}

function shippingOf(order: Order, refund: Refund) {
  const [line] = order.shippingLines
  if (!line || refund.shippingMinor === 0) return []
  return [
    {
      id: BigInt(refund.id),
      shipping_line_id: BigInt(line.id),
      subtotal_amount_set: moneySet(refund.shippingMinor, order.currency),
      shipping_line: shippingLineOf(order, line, refund.shippingMinor),
    },
  ]
}

/** Shipping given back is listed here as well, as a negative amount. */
function adjustmentsOf(order: Order, refund: Refund) {
  const shipping = {
    id: refund.id,
    kind: "shipping_refund",
    reason: "Shipping refund",
    amountMinor: -refund.shippingMinor,
    taxMinor: refund.shippingTaxMinor === 0 ? 0 : -refund.shippingTaxMinor,
  }
  const all = refund.shippingMinor > 0 ? [shipping, ...refund.adjustments] : refund.adjustments
  return all.map((adjustment) => ({
    id: BigInt(adjustment.id),
    order_id: BigInt(order.id),
    refund_id: BigInt(refund.id),
    amount: amountText(adjustment.amountMinor, order.currency),
    tax_amount: amountText(adjustment.taxMinor, order.currency),
    kind: adjustment.kind,
    reason: adjustment.reason,
    amount_set: moneySet(adjustment.amountMinor, order.currency),
    tax_amount_set: moneySet(adjustment.taxMinor, order.currency),
  }))
}
