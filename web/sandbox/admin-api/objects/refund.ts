import type { Args } from "#web/sandbox/admin-api/admin-request.ts"
import { listConnection } from "#web/sandbox/admin-api/connection.ts"
import { sum } from "#web/sandbox/commerce/price-lines.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { gid } from "#web/sandbox/payloads/json.ts"
import type { Order, Refund } from "#web/sandbox/state/model.ts"
import { lineItemObject } from "./line-item.ts"
import { money, moneyBag } from "./money.ts"
import { orderObject } from "./order.ts"
import { shippingLineObject } from "./shipping-line.ts"
import { transactionObject } from "./transaction.ts"

export function refundObject(shop: SandboxContext, order: Order, refund: Refund) {
  const { currency } = order
  const refundedMinor = sum(refund.transactions.map((one) => one.amountMinor))
  return {
    __typename: "Refund",
    id: gid("Refund", refund.id),
    legacyResourceId: refund.id,
    note: refund.note,
    createdAt: refund.createdAt,
    processedAt: refund.createdAt,
    updatedAt: refund.createdAt,
    duties: [],
    return: null,
    totalRefunded: money(refundedMinor, currency),
    totalRefundedSet: moneyBag(refundedMinor, currency),
    order: () => orderObject(shop, order),
    refundLineItems: (args: Args) =>
      listConnection(refund.lines, args, (line) => ({
        id: gid("RefundLineItem", line.id),
        quantity: line.quantity,
        restockType: line.restockType.toUpperCase(),
        restocked: line.restockType !== "no_restock",
        priceSet: moneyBag(Math.round(line.subtotalMinor / line.quantity), currency),
        subtotalSet: moneyBag(line.subtotalMinor, currency),
        totalTaxSet: moneyBag(line.taxMinor, currency),
        location: null,
        lineItem: () =>
          lineItemObject(shop, order, order.lines.find((one) => one.id === line.lineId)!),
      })),
    refundShippingLines: (args: Args) =>
      listConnection(refund.shippingMinor > 0 ? order.shippingLines : [], args, (line) => ({
        __typename: "RefundShippingLine",
        id: gid("RefundShippingLine", refund.id),
        shippingLine: shippingLineObject(order, line),
        subtotalAmountSet: moneyBag(refund.shippingMinor, currency),
        taxAmountSet: moneyBag(refund.shippingTaxMinor, currency),
      })),
    orderAdjustments: (args: Args) =>
      listConnection(refund.adjustments, args, (adjustment) => ({
        __typename: "OrderAdjustment",
        id: gid("OrderAdjustment", adjustment.id),
        reason: adjustment.reason.toUpperCase().replaceAll(" ", "_"),
        amountSet: moneyBag(adjustment.amountMinor, currency),
        taxAmountSet: moneyBag(adjustment.taxMinor, currency),
      })),
    transactions: (args: Args) =>
      listConnection(refund.transactions, args, (one) => transactionObject(order, one)),
  }
}
