import { idOf } from "./ids.ts"
import type { Reader } from "./reader.ts"

/** What the Admin API tells of an order, all pages read. `tipLineIds`: global ids of the lines that are tips. */
export type OrderParts = {
  order: Reader
  lines: readonly Reader[]
  refunds: readonly RefundParts[]
  tipLineIds: ReadonlySet<string>
}

export type RefundParts = { refund: Reader; lines: readonly Reader[] }

/**
 * The body that a webhook of this order would carry, so that there is one reading of what an order is worth, however
 * we came to hear of it. Only what readOrder looks at.
 */
export function orderBody({ order, lines, refunds, tipLineIds }: OrderParts): unknown {
  return {
    id: idOf(order.text("id")),
    name: order.raw("name"),
    currency: order.raw("currencyCode"),
    taxes_included: order.raw("taxesIncluded"),
    test: order.raw("test"),
    processed_at: order.raw("processedAt"),
    updated_at: order.raw("updatedAt"),
    cancelled_at: order.raw("cancelledAt"),
    financial_status: order.optionalText("displayFinancialStatus")?.toLowerCase(),
    company:
      order.child("purchasingEntity")?.text("__typename") === "PurchasingCompany" ? {} : null,
    email: order.raw("email"),
    phone: order.raw("phone"),
    customer_locale: order.raw("customerLocale"),
    customer: customerBody(order.child("customer")),
    discount_codes: texts(order.raw("discountCodes")).map((code) => ({ code })),
    line_items: lines.map((line) => lineBody(line, tipLineIds)),
    shipping_lines: nodes(order, "shippingLines").map((line) => ({
      is_removed: line.raw("isRemoved"),
      discounted_price_set: moneySet(line, "discountedPriceSet"),
      current_discounted_price_set: moneySet(line, "currentDiscountedPriceSet"),
    })),
    refunds: refunds.map(refundBody),
  }
}

/** A customer in the webhook's words; null for a guest. */
export function customerBody(customer: Reader | null): object | null {
  if (!customer) return null
  return {
    id: idOf(customer.text("id")),
    state: customer.text("state").toLowerCase(),
    first_name: customer.raw("firstName"),
    last_name: customer.raw("lastName"),
    email: customer.child("defaultEmailAddress")?.text("emailAddress"),
    phone: customer.child("defaultPhoneNumber")?.text("phoneNumber"),
  }
}

/** The nodes of a connection. */
export function nodes(parent: Reader, connection: string): Reader[] {
  return parent.child(connection)?.list("nodes", { required: true }) ?? []
}

function lineBody(line: Reader, tipLineIds: ReadonlySet<string>): object {
  const id = line.text("id")
  return {
    id: idOf(id),
    product_id: line.child("product") && idOf(line.child("product")!.text("id")),
    quantity: line.raw("quantity"),
    price_set: moneySet(line, "originalUnitPriceSet"),
    gift_card: line.raw("isGiftCard"),
    tip: tipLineIds.has(id) ? {} : null,
    discount_allocations: line
      .list("discountAllocations")
      .map((allocation) => ({ amount_set: moneySet(allocation, "allocatedAmountSet") })),
    tax_lines: line.list("taxLines").map((tax) => ({ price_set: moneySet(tax, "priceSet") })),
  }
}

function refundBody({ refund, lines }: RefundParts): object {
  return {
    refund_line_items: lines.map((line) => ({
      line_item_id: idOf(line.child("lineItem")!.text("id")),
      subtotal_set: moneySet(line, "subtotalSet"),
      total_tax_set: moneySet(line, "totalTaxSet"),
    })),
    // Webhooks list what went back for shipping here too, below zero; the Admin API keeps it apart.
    order_adjustments: [
      ...nodes(refund, "orderAdjustments").map((adjustment) => ({
        kind: "refund_discrepancy",
        amount_set: moneySet(adjustment, "amountSet"),
      })),
      ...nodes(refund, "refundShippingLines").map((line) => ({
        kind: "shipping_refund",
        amount_set: moneySet(line, "subtotalAmountSet", "-"),
      })),
    ],
  }
}

function moneySet(parent: Reader, field: string, sign = ""): object | undefined {
  const money = parent.child(field)?.child("shopMoney")
  if (!money) return undefined
  const amount = `${sign}${money.text("amount")}`
  return { shop_money: { amount, currency_code: money.raw("currencyCode") } }
}

function texts(list: unknown): string[] {
  return Array.isArray(list) ? list.map(String) : []
}
