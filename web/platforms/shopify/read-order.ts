import type { Buyer } from "#web/core/facts.ts"
import { largestAmount, type Minor, MoneyError, parseAmount } from "#web/core/money.ts"
import type { OrderLine, OrderSnapshot, OrderState } from "#web/core/orders/order-snapshot.ts"
import { UnreadableError } from "./parse-body.ts"
import { type Json, Reader } from "./reader.ts"

const paidStatuses = new Set(["paid", "partially_refunded", "refunded"])
const unpaidStatuses = new Set(["pending", "authorized", "partially_paid", "voided", "expired"])

/**
 * An order webhook's body (orders/create, paid, updated, edited, cancelled, fulfilled: all carry the whole order) as a
 * snapshot in core's words. Store-currency amounts rule. Throws UnreadableError naming the field that is wrong, so
 * that the delivery is set aside and nothing is half applied.
 */
export function readOrder(body: unknown): OrderSnapshot {
  const order = Reader.of(body)
  const currency = order.text("currency")
  const refunds = order.list("refunds").map((refund) => readRefund(refund, currency))
  const taxesIncluded = order.flag("taxes_included")
  const lines = order
    .list("line_items", { required: true })
    .map((line) => readLine(line, currency, taxesIncluded, refunds))
  refuseMissingLines(lines, refunds)
  refuseHugeSum(lines)
  const back = refunds.reduce((sum, refund) => sum + refund.beyondLinesMinor, 0)
  return {
    orderId: order.id("id"),
    name: order.text("name").slice(0, 40),
    currency,
    placedAt: order.instant(order.has("processed_at") ? "processed_at" : "created_at"),
    modifiedAt: order.instant("updated_at"),
    state: readState(order),
    hasRefund: refunds.length > 0,
    isTest: order.flag("test"),
    isBusiness: order.has("company"),
    buyer: readBuyer(order),
    lines: takeBack(lines, back),
    shippingMinor: readShipping(order, currency, refunds),
    codes: order.list("discount_codes").map((code) => code.text("code")),
  }
}

/** An order without lines, or a refund of a line that is not there, is not the whole order. */
function refuseMissingLines(lines: readonly OrderLine[], refunds: readonly Refund[]): void {
  const known = new Set(lines.map((line) => line.lineId))
  const strange = refunds
    .flatMap((refund) => [...refund.byLine.keys()])
    .find((id) => !known.has(id))
  if (lines.length && strange === undefined) return
  throw new UnreadableError({
    code: "line-missing",
    field: "line_items",
    ...(strange ? { value: strange } : {}),
  })
}

/** Amounts that are believed one by one must not add up to what cannot be counted exactly. */
function refuseHugeSum(lines: readonly OrderLine[]): void {
  const sum = lines.reduce((total, line) => total + line.netMinor + line.taxMinor, 0)
  if (sum > largestAmount) throw new UnreadableError({ code: "bad-amount", field: "line_items" })
}

function readState(order: Reader): OrderState {
  if (order.has("cancelled_at")) return "cancelled"
  const status = order.text("financial_status")
  if (paidStatuses.has(status)) return "paid"
  if (unpaidStatuses.has(status)) return "unpaid"
  throw new UnreadableError({
    code: "unknown-payment-status",
    field: "financial_status",
    value: status,
  })
}

type Refund = {
  byLine: Map<string, { subtotalMinor: Minor; taxMinor: Minor }>
  shippingMinor: Minor
  /** Money given back that belongs to no line. */
  beyondLinesMinor: Minor
}

function readRefund(refund: Reader, currency: string): Refund {
  const byLine: Refund["byLine"] = new Map()
  for (const item of refund.list("refund_line_items")) {
    const lineId = item.id("line_item_id")
    const before = byLine.get(lineId) ?? { subtotalMinor: 0, taxMinor: 0 }
    byLine.set(lineId, {
      subtotalMinor: before.subtotalMinor + money(item, "subtotal_set", "subtotal", currency),
      taxMinor: before.taxMinor + money(item, "total_tax_set", "total_tax", currency),
    })
  }
  const adjustments = refund.list("order_adjustments")
  const of = (kind: string) =>
    adjustments
      .filter((adjustment) => adjustment.optionalText("kind") === kind)
      .reduce((sum, adjustment) => sum + signed(adjustment, "amount_set", "amount", currency), 0)
  return {
    byLine,
    shippingMinor: Math.max(0, -of("shipping_refund")),
    // Positive: less was paid back than the lines were worth (a restocking fee), which buys no goods.
    beyondLinesMinor: Math.max(0, -of("refund_discrepancy")),
  }
}

function readLine(
  line: Reader,
  currency: string,
  taxesIncluded: boolean,
  refunds: readonly Refund[],
): OrderLine {
  const lineId = line.id("id")
  const quantity = line.wholeNumber("quantity")
  const gross = money(line, "price_set", "price", currency) * quantity
  if (gross > largestAmount)
    throw new UnreadableError({ code: "bad-amount", field: line.pathOf("price") })
  const discount = sumMoney(line.list("discount_allocations"), "amount_set", "amount", currency)
  const tax = sumMoney(line.list("tax_lines"), "price_set", "price", currency)
  const back = refunds.flatMap((refund) => refund.byLine.get(lineId) ?? [])
  const backSubtotal = back.reduce((sum, item) => sum + item.subtotalMinor, 0)
  const taxLeft = Math.max(0, tax - back.reduce((sum, item) => sum + item.taxMinor, 0))
  const left = Math.max(0, gross - discount - backSubtotal)
  return {
    lineId,
    productId: line.optionalId("product_id"),
    netMinor: taxesIncluded ? Math.max(0, left - taxLeft) : left,
    taxMinor: Math.min(taxLeft, taxesIncluded ? left : taxLeft),
    exclusion: line.flag("gift_card") ? "gift-card" : isTip(line) ? "tip" : null,
  }
}

function isTip(line: Reader): boolean {
  return line.has("tip") || line.has("tip_payment_gateway")
}

/** Takes money given back without naming lines from all of them, in order, until it is used up. */
function takeBack(lines: OrderLine[], amountMinor: Minor): OrderLine[] {
  if (!amountMinor) return lines
  const total = lines.reduce((sum, line) => sum + line.netMinor, 0)
  const target = Math.max(0, total - amountMinor)
  let before = 0
  let kept = 0
  return lines.map((line) => {
    before += line.netMinor
    const keptSoFar = total ? Number((BigInt(before) * BigInt(target)) / BigInt(total)) : 0
    const netMinor = keptSoFar - kept
    kept = keptSoFar
    return { ...line, netMinor }
  })
}

function readShipping(order: Reader, currency: string, refunds: readonly Refund[]): Minor {
  const discounted = order.list("shipping_lines").reduce((sum, line) => {
    const price = money(line, "discounted_price_set", "discounted_price", currency)
    return sum + price
  }, 0)
  const back = refunds.reduce((sum, refund) => sum + refund.shippingMinor, 0)
  return Math.max(0, discounted - back)
}

function readBuyer(order: Reader): Buyer {
  const customer = order.child("customer")
  const name = [customer?.optionalText("first_name"), customer?.optionalText("last_name")]
  return {
    customerId: customer?.optionalId("id") ?? null,
    hasAccount: customer?.optionalText("state") === "enabled",
    email: customer?.optionalText("email") ?? order.optionalText("email"),
    phone: customer?.optionalText("phone") ?? order.optionalText("phone"),
    name: name.filter(Boolean).join(" ") || null,
    locale: order.optionalText("customer_locale"),
  }
}

function sumMoney(items: readonly Reader[], set: string, plain: string, currency: string): Minor {
  return items.reduce((sum, item) => sum + money(item, set, plain, currency), 0)
}

function money(item: Reader, set: string, plain: string, currency: string): Minor {
  const amount = signed(item, set, plain, currency)
  if (amount < 0) throw new UnreadableError({ code: "negative-amount", field: item.pathOf(plain) })
  return amount
}

function signed(item: Reader, set: string, plain: string, currency: string): Minor {
  const shopMoney = item.child(set)?.child("shop_money")
  const field = item.pathOf(plain)
  const amount: Json = shopMoney ? shopMoney.raw("amount") : item.raw(plain)
  const given = shopMoney?.optionalText("currency_code") ?? currency
  if (given !== currency)
    throw new UnreadableError({ code: "currency-differs", field, value: given })
  const text = typeof amount === "number" ? String(amount) : amount
  if (typeof text !== "string") throw new UnreadableError({ code: "amount-missing", field })
  try {
    return parseAmount(text, currency)
  } catch (error) {
    if (!(error instanceof MoneyError)) throw error
    throw new UnreadableError({ code: error.reason, field, value: error.value })
  }
}
