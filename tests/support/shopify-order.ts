import { readFileSync } from "node:fs"
import { join } from "node:path"

const samples = join(import.meta.dirname, "..", "fixtures", "shopify", "webhooks", "2026-07")

/** The raw text of Shopify's sample delivery of a topic. */
export function sampleBody(topic: string): string {
  return readFileSync(join(samples, `${topic}.json`), "utf8")
}

export type BodyLine = { id: string; price: string; quantity?: number; discount?: string }

export type BodyRefund = { id: string; lines: { lineId: string; subtotal: string }[] }

/** What matters of an order to us; amounts as Shopify writes them ("40.00"), ids as digits of any size. */
export type BodyOrder = {
  id: string
  customerId: string | null
  lines: BodyLine[]
  refunds?: BodyRefund[]
  placedAt?: Date
  updatedAt?: Date
  status?: "pending" | "paid" | "partially_refunded" | "refunded" | "voided"
  cancelledAt?: Date | null
  codes?: string[]
  currency?: string
}

/**
 * The body of an order webhook: Shopify's own sample with the order's facts put in. Every field stays that Shopify
 * sends, so that it is as large and as deep as a real one.
 */
export function orderBody(order: BodyOrder): Record<string, unknown> {
  const { currency = "USD", placedAt = new Date("2026-03-01T12:00:00Z") } = order
  return {
    ...(currency === "USD" ? sample : inCurrency(sample, currency)),
    id: exact(order.id),
    admin_graphql_api_id: `gid://shopify/Order/${order.id}`,
    name: `#${order.id}`,
    currency,
    presentment_currency: currency,
    test: false,
    cancelled_at: order.cancelledAt?.toISOString() ?? null,
    created_at: placedAt.toISOString(),
    processed_at: placedAt.toISOString(),
    updated_at: (order.updatedAt ?? placedAt).toISOString(),
    financial_status: order.status ?? "paid",
    discount_codes: (order.codes ?? []).map((code) => ({ code, amount: "5.00", type: "fixed" })),
    email: order.customerId && `${order.customerId}@example.com`,
    customer: order.customerId && customerOf(order.customerId),
    line_items: order.lines.map((line) => lineOf(line, currency)),
    refunds: (order.refunds ?? []).map((refund) => refundOf(refund, currency)),
  }
}

/** A customer with an account, as customers/update and every order bring it. */
export function customerOf(customerId: string): Record<string, unknown> {
  return {
    ...(sample.customer as object),
    id: exact(customerId),
    admin_graphql_api_id: `gid://shopify/Customer/${customerId}`,
    state: "enabled",
    email: `${customerId}@example.com`,
  }
}

const sample = JSON.parse(sampleBody("orders/updated")) as Record<string, unknown>
const [sampleLine] = sample.line_items as object[]
const sampleRefund = JSON.parse(sampleBody("refunds/create")) as Record<string, unknown>
const [sampleRefundLine] = sampleRefund.refund_line_items as object[]

function inCurrency<T>(body: T, currency: string): T {
  return JSON.parse(JSON.stringify(body).replaceAll('"USD"', JSON.stringify(currency)))
}

function lineOf({ id, price, quantity = 1, discount }: BodyLine, currency: string) {
  return {
    ...sampleLine,
    id: exact(id),
    admin_graphql_api_id: `gid://shopify/LineItem/${id}`,
    price,
    price_set: money(price, currency),
    quantity,
    discount_allocations: discount
      ? [{ amount: discount, amount_set: money(discount, currency), discount_application_index: 0 }]
      : [],
  }
}

function refundOf({ id, lines }: BodyRefund, currency: string) {
  return {
    ...sampleRefund,
    id: exact(id),
    refund_line_items: lines.map(({ lineId, subtotal }) => ({
      ...sampleRefundLine,
      line_item_id: exact(lineId),
      subtotal: rawJson(subtotal),
      subtotal_set: money(subtotal, currency),
      total_tax_set: money("0.00", currency),
    })),
  }
}

function money(amount: string, currency: string) {
  const one = { amount, currency_code: currency }
  return { shop_money: one, presentment_money: one }
}

/** A whole number of any size, written out exactly. */
function exact(digits: string): unknown {
  return rawJson(digits)
}

// Known to Node, not yet to TypeScript.
function rawJson(text: string): unknown {
  return (JSON as unknown as { rawJSON: (text: string) => unknown }).rawJSON(text)
}
