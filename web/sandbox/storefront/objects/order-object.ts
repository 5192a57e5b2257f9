import { orderTotals } from "#web/sandbox/commerce/order-totals.ts"
import type { Order, OrderLine } from "#web/sandbox/state/model.ts"
import { hundredths } from "#web/sandbox/storefront/liquid/money.ts"
import { type Language, phrase } from "#web/sandbox/storefront/liquid/translate.ts"
import { type Locale, localPath } from "#web/sandbox/storefront/locale.ts"

/** An order as the customer's pages show it; prices in hundredths. */
export function orderObject(order: Order, locale: Locale, language: Language) {
  const totals = orderTotals(order)
  const price = (amountMinor: number) => hundredths(amountMinor, order.currency)
  const status = order.cancelledAt ? "cancelled" : order.financialStatus
  return {
    id: BigInt(order.id),
    name: order.name,
    order_number: order.number,
    email: order.email,
    created_at: order.createdAt,
    cancelled: order.cancelledAt !== null,
    financial_status: order.financialStatus,
    financial_status_label: phrase(language, `order_status.${status}`),
    fulfillment_status: order.fulfillmentStatus ?? "unfulfilled",
    customer_url: localPath(locale, `/account/orders/${order.token}`),
    line_items: order.lines.map((line) => lineObject(line, price)),
    cart_level_discount_applications: order.discountCodes.map((code) => ({
      title: code.code,
      total_allocated_amount: price(code.amountMinor),
    })),
    shipping_price: price(totals.ordered.shippingMinor),
    tax_price: price(totals.ordered.taxMinor),
    total_price: price(totals.ordered.totalMinor),
    total_refunded_amount: price(totals.refundedMinor),
    total_net_amount: price(totals.paidMinor - totals.refundedMinor),
  }
}

function lineObject(line: OrderLine, price: (amountMinor: number) => number) {
  return {
    title: line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title,
    quantity: line.quantity,
    removed: line.quantity - line.currentQuantity || null,
    original_line_price: price(line.priceMinor * line.quantity),
    final_line_price: price(line.priceMinor * line.quantity),
  }
}
