import { amountText } from "#web/sandbox/commerce/money.ts"
import { type OrderTotals, orderTotals } from "#web/sandbox/commerce/order-totals.ts"
import type { Customer, Order, Shop, TaxLine } from "#web/sandbox/state/model.ts"
import { orderAddress, orderCustomer } from "./customer.ts"
import { gid } from "./json.ts"
import { moneySet } from "./money-set.ts"
import { orderLine, shippingLineOf, taxLineOf } from "./order-line.ts"
import { refundPayload } from "./refund.ts"
import { shopTime, shopTimeOrNull } from "./shop-time.ts"

/** Every orders/* topic but edited and delete: the whole order as it is now. */
export function orderPayload(shop: Shop, order: Order, customer: Customer | null, baseUrl: string) {
  const { timeZone } = shop
  const totals = orderTotals(order)
  return {
    ...headOf(order, timeZone),
    ...currentAmounts(order, totals),
    customer_locale: order.locale,
    device_id: null,
    discount_codes: order.discountCodes.map((one) => ({
      code: one.code,
      amount: amountText(one.amountMinor, order.currency),
      type: one.kind,
    })),
    ...restOfFacts(order, timeZone, baseUrl),
    ...orderedAmounts(order, totals),
    total_weight: order.lines.reduce((grams, line) => grams + line.grams * line.quantity, 0),
    updated_at: shopTime(order.updatedAt, timeZone),
    user_id: null,
    billing_address: order.billingAddress && orderAddress(order.billingAddress),
    customer: customer && orderCustomer(shop, customer),
    discount_applications: order.discountApplications.map((one) => ({
      target_type: "line_item",
      type: "discount_code",
      value: one.value,
      value_type: one.valueKind,
      allocation_method: one.allocationMethod,
      target_selection: one.selection,
      code: one.code,
    })),
    fulfillments: [],
    line_items: order.lines.map((line) => orderLine(order, line)),
    payment_terms: null,
    refunds: order.refunds.map((refund) => refundPayload(order, refund, shop)),
    shipping_address: order.shippingAddress && orderAddress(order.shippingAddress),
    shipping_lines: order.shippingLines.map((line) =>
      shippingLineOf(order, line, totals.refundedShippingMinor),
    ),
    returns: [],
    line_item_groups: [],
  }
}

function headOf(order: Order, timeZone: string) {
  return {
    id: BigInt(order.id),
    admin_graphql_api_id: gid("Order", order.id),
    app_id: null,
    browser_ip: null,
    buyer_accepts_marketing: order.acceptsMarketing,
    cancel_reason: order.cancelReason,
    cancelled_at: shopTimeOrNull(order.cancelledAt, timeZone),
    cart_token: order.cartToken,
    checkout_token: order.cartToken,
    client_details: null,
    closed_at: shopTimeOrNull(order.closedAt, timeZone),
    confirmation_number: order.token.slice(0, 9).toUpperCase(),
    confirmed: true,
    contact_email: order.email,
    created_at: shopTime(order.createdAt, timeZone),
    currency: order.currency,
  }
}

function currentAmounts(order: Order, { current }: OrderTotals) {
  const { currency } = order
  return {
    current_shipping_price_set: moneySet(current.shippingMinor, currency),
    current_subtotal_price: amountText(current.subtotalMinor, currency),
    current_subtotal_price_set: moneySet(current.subtotalMinor, currency),
    current_total_additional_fees_set: null,
    current_total_discounts: amountText(current.discountMinor, currency),
    current_total_discounts_set: moneySet(current.discountMinor, currency),
    current_total_duties_set: null,
    current_total_price: amountText(current.totalMinor, currency),
    current_total_price_set: moneySet(current.totalMinor, currency),
    current_total_tax: amountText(current.taxMinor, currency),
    current_total_tax_set: moneySet(current.taxMinor, currency),
  }
}

function restOfFacts(order: Order, timeZone: string, baseUrl: string) {
  return {
    duties_included: false,
    email: order.email ?? "",
    estimated_taxes: false,
    financial_status: order.financialStatus,
    fulfillment_status: order.fulfillmentStatus,
    landing_site: null,
    landing_site_ref: null,
    location_id: null,
    merchant_business_entity_id: "MTU0ODM4MDAwOQ",
    merchant_of_record_app_id: null,
    name: order.name,
    note: order.note,
    note_attributes: order.attributes,
    number: order.number - 1000,
    order_number: order.number,
    order_status_url: `${baseUrl}/orders/${order.token}`,
    original_total_additional_fees_set: null,
    original_total_duties_set: null,
    payment_gateway_names: order.transactions.length > 0 ? [order.gateway] : [],
    phone: order.phone,
    po_number: null,
    presentment_currency: order.currency,
    processed_at: shopTime(order.processedAt, timeZone),
    reference: null,
    referring_site: null,
    source_identifier: null,
    source_name: order.sourceName,
    source_url: null,
  }
}

function orderedAmounts(order: Order, { ordered, outstandingMinor, tipMinor }: OrderTotals) {
  const { currency } = order
  return {
    subtotal_price: amountText(ordered.subtotalMinor, currency),
    subtotal_price_set: moneySet(ordered.subtotalMinor, currency),
    tags: order.tags.join(", "),
    tax_exempt: false,
    tax_lines: taxesOf(order).map((taxLine) => taxLineOf(taxLine, currency)),
    taxes_included: order.taxesIncluded,
    test: order.test,
    token: order.token,
    total_cash_rounding_payment_adjustment_set: moneySet(0, currency),
    total_cash_rounding_refund_adjustment_set: moneySet(0, currency),
    total_discounts: amountText(ordered.discountMinor, currency),
    total_discounts_set: moneySet(ordered.discountMinor, currency),
    total_line_items_price: amountText(ordered.linesMinor, currency),
    total_line_items_price_set: moneySet(ordered.linesMinor, currency),
    total_outstanding: amountText(outstandingMinor, currency),
    total_price: amountText(ordered.totalMinor, currency),
    total_price_set: moneySet(ordered.totalMinor, currency),
    total_shipping_price_set: moneySet(ordered.shippingMinor, currency),
    total_tax: amountText(ordered.taxMinor, currency),
    total_tax_set: moneySet(ordered.taxMinor, currency),
    total_tip_received: amountText(tipMinor, currency),
  }
}

function taxesOf(order: Order): TaxLine[] {
  const all = [...order.lines, ...order.shippingLines].flatMap((line) => line.taxLines)
  const [first] = all
  if (!first) return []
  return [{ ...first, amountMinor: all.reduce((total, one) => total + one.amountMinor, 0) }]
}
