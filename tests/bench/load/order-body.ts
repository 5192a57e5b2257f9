import { readFileSync } from "node:fs"

const sample = new URL(
  "../../fixtures/shopify/webhooks/2026-07/orders/updated.json",
  import.meta.url,
)

// biome-ignore lint/suspicious/noExplicitAny: Shopify's sample, changed field by field
type Json = any

/** What differs from order to order, each of a fixed width, so that it is written over a template's bytes. */
export const marks = {
  orderId: "1000000000001",
  orderNumber: "100001",
  customerId: "2000000000002",
  lineId: "30000000000003",
  time: "2000-01-01T00:00:00+00:00",
} as const

/**
 * Shopify's own sample of orders/updated as shops send it: paid, by a customer with an account, with ids as long as
 * today's and `lineCount` lines; six to eight kilobytes.
 */
export function orderBody(lineCount: number, priceMinor: number): string {
  const order: Json = JSON.parse(readFileSync(sample, "utf8"))
  const price = `${Math.floor(priceMinor / 100)}.${String(priceMinor % 100).padStart(2, "0")}`
  const lines = order.line_items.slice(0, lineCount) as Json[]
  Object.assign(order, {
    id: Number(marks.orderId),
    admin_graphql_api_id: `gid://shopify/Order/${marks.orderId}`,
    name: `#${marks.orderNumber}`,
    order_number: Number(marks.orderNumber),
    number: Number(marks.orderNumber) - 1000,
    created_at: marks.time,
    processed_at: marks.time,
    updated_at: marks.time,
    cancelled_at: null,
    cancel_reason: null,
    closed_at: null,
    confirmed: true,
    test: false,
    financial_status: "paid",
    total_outstanding: "0.00",
    line_items: lines.map((line, index) => lineOf(line, index, price)),
  })
  Object.assign(order.customer, {
    id: Number(marks.customerId),
    state: "enabled",
    admin_graphql_api_id: `gid://shopify/Customer/${marks.customerId}`,
  })
  order.customer.default_address.customer_id = Number(marks.customerId)
  order.customer.default_address.id = 9_000_000_000_009
  order.shipping_lines[0].id = 5_000_000_000_005
  delete order.total_cash_rounding_payment_adjustment_set
  delete order.total_cash_rounding_refund_adjustment_set
  return JSON.stringify(order)
}

function lineOf(line: Json, index: number, price: string): Json {
  return {
    ...line,
    id: Number(marks.lineId),
    admin_graphql_api_id: `gid://shopify/LineItem/${marks.lineId}`,
    product_id: 8_000_000_000_000 + index * 37,
    variant_id: 45_000_000_000_000 + index * 91,
    vendor: "Regulars",
    price,
    price_set: set(price),
    sales_line_item_group_id: null,
  }
}

function set(amount: string): Json {
  const money = { amount, currency_code: "USD" }
  return { shop_money: money, presentment_money: money }
}
