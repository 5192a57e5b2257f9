import { orderTotals } from "#web/sandbox/commerce/order-totals.ts"
import { sum } from "#web/sandbox/commerce/price-lines.ts"
import type { Order } from "#web/sandbox/state/model.ts"
import { taxLineObject } from "./line-item.ts"
import { moneyBag } from "./money.ts"

/** The amounts of an order; only the *Set fields, the plain ones are deprecated. */
export function orderAmounts(order: Order) {
  const totals = orderTotals(order)
  const { ordered, current } = totals
  const bag = (minor: number) => moneyBag(minor, order.currency)
  const discrepancyMinor = sum(
    order.refunds.flatMap((refund) => refund.adjustments).map((one) => one.amountMinor),
  )
  const allTaxes = [...order.lines, ...order.shippingLines].flatMap((line) => line.taxLines)
  const [first] = allTaxes
  const taxLines = (amountMinor: number) =>
    first ? [taxLineObject({ ...first, amountMinor }, order.currency)] : []
  return {
    subtotalPriceSet: bag(ordered.subtotalMinor),
    totalPriceSet: bag(ordered.totalMinor),
    totalTaxSet: bag(ordered.taxMinor),
    totalDiscountsSet: bag(ordered.discountMinor),
    totalShippingPriceSet: bag(ordered.shippingMinor),
    cartDiscountAmountSet: bag(ordered.discountMinor),
    originalTotalPriceSet: bag(order.originalTotalMinor),
    currentSubtotalPriceSet: bag(current.subtotalMinor),
    currentTotalPriceSet: bag(current.totalMinor),
    currentTotalTaxSet: bag(current.taxMinor),
    currentTotalDiscountsSet: bag(current.discountMinor),
    currentCartDiscountAmountSet: bag(current.discountMinor),
    currentShippingPriceSet: bag(current.shippingMinor),
    currentTotalDutiesSet: null,
    originalTotalDutiesSet: null,
    totalReceivedSet: bag(totals.paidMinor),
    totalRefundedSet: bag(totals.refundedMinor),
    totalRefundedShippingSet: bag(totals.refundedShippingMinor),
    netPaymentSet: bag(totals.paidMinor - totals.refundedMinor),
    totalOutstandingSet: bag(totals.outstandingMinor),
    totalTipReceivedSet: bag(totals.tipMinor),
    refundDiscrepancySet: bag(discrepancyMinor),
    taxLines: taxLines(ordered.taxMinor),
    currentTaxLines: taxLines(current.taxMinor),
  }
}
