import { sum } from "#web/sandbox/commerce/price-lines.ts"
import { gid } from "#web/sandbox/payloads/json.ts"
import type { Order, ShippingLine } from "#web/sandbox/state/model.ts"
import { taxLineObject } from "./line-item.ts"
import { moneyBag } from "./money.ts"

export function shippingLineObject(order: Order, line: ShippingLine) {
  const refundedMinor = sum(order.refunds.map((refund) => refund.shippingMinor))
  const priceSet = moneyBag(line.priceMinor, order.currency)
  return {
    id: gid("ShippingLine", line.id),
    title: line.title,
    code: line.title,
    source: "shopify",
    custom: false,
    isRemoved: false,
    carrierIdentifier: null,
    deliveryCategory: null,
    phone: null,
    originalPriceSet: priceSet,
    discountedPriceSet: priceSet,
    currentDiscountedPriceSet: moneyBag(line.priceMinor - refundedMinor, order.currency),
    discountAllocations: [],
    taxLines: line.taxLines.map((taxLine) => taxLineObject(taxLine, order.currency)),
  }
}
