import { fulfillableOf } from "#web/sandbox/commerce/fulfil-order.ts"
import { amountText } from "#web/sandbox/commerce/money.ts"
import type { Order, OrderLine, ShippingLine, TaxLine } from "#web/sandbox/state/model.ts"
import { gid } from "./json.ts"
import { moneySet } from "./money-set.ts"

/**
 * A line as orders carry it; a code's share is in `discount_allocations`, not `total_discount`.
 */
export function orderLine(order: Order, line: OrderLine) {
  const { currency } = order
  return {
    id: BigInt(line.id),
    admin_graphql_api_id: gid("LineItem", line.id),
    attributed_staffs: [],
    current_quantity: line.currentQuantity,
    fulfillable_quantity: fulfillableOf(line),
    fulfillment_service: "manual",
    fulfillment_status: fulfillmentStatus(line),
    gift_card: line.giftCard,
    grams: line.grams,
    name: nameOf(line),
    price: amountText(line.priceMinor, currency),
    price_set: moneySet(line.priceMinor, currency),
    product_exists: line.productId !== null,
    product_id: line.productId && BigInt(line.productId),
    properties: line.properties,
    quantity: line.quantity,
    requires_shipping: line.requiresShipping,
    sales_line_item_group_id: null,
    sku: line.sku,
    taxable: line.taxable,
    title: line.title,
    total_discount: amountText(0, currency),
    total_discount_set: moneySet(0, currency),
    variant_id: line.variantId && BigInt(line.variantId),
    variant_inventory_management: null,
    variant_title: line.variantTitle,
    vendor: line.vendor,
    tax_lines: line.taxLines.map((taxLine) => taxLineOf(taxLine, currency)),
    duties: [],
    discount_allocations: allocationsOf(line, currency),
    // Only tips have these keys.
    ...(line.tip ? { tip_payment_gateway: order.gateway, tip_payment_method: "Visa" } : {}),
  }
}

/** The same line as a refund carries it: fewer keys, in Shopify's other order. */
export function refundedLine(order: Order, line: OrderLine) {
  const {
    attributed_staffs: _staffs,
    current_quantity: _current,
    sales_line_item_group_id: _group,
    ...rest
  } = orderLine(order, line)
  return rest
}

export function taxLineOf(taxLine: TaxLine, currency: string) {
  return {
    channel_liable: false,
    price: amountText(taxLine.amountMinor, currency),
    price_set: moneySet(taxLine.amountMinor, currency),
    rate: taxLine.rateBasisPoints / 10_000,
    title: taxLine.title,
  }
}

export function shippingLineOf(order: Order, line: ShippingLine, refundedMinor: number) {
  const { currency } = order
  return {
    id: BigInt(line.id),
    carrier_identifier: null,
    code: line.title,
    current_discounted_price_set: moneySet(line.priceMinor - refundedMinor, currency),
    discounted_price: amountText(line.priceMinor, currency),
    discounted_price_set: moneySet(line.priceMinor, currency),
    is_removed: false,
    phone: null,
    price: amountText(line.priceMinor, currency),
    price_set: moneySet(line.priceMinor, currency),
    requested_fulfillment_service_id: null,
    source: "shopify",
    title: line.title,
    tax_lines: line.taxLines.map((taxLine) => taxLineOf(taxLine, currency)),
    discount_allocations: [],
  }
}

function allocationsOf(line: OrderLine, currency: string) {
  return line.allocations.map((allocation) => ({
    amount: amountText(allocation.amountMinor, currency),
    amount_set: moneySet(allocation.amountMinor, currency),
    discount_application_index: allocation.applicationIndex,
  }))
}

function nameOf(line: OrderLine): string {
  return line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title
}

function fulfillmentStatus(line: OrderLine): "fulfilled" | "partial" | null {
  if (line.fulfilledQuantity === 0) return null
  return fulfillableOf(line) === 0 ? "fulfilled" : "partial"
}
