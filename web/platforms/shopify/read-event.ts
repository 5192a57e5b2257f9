import type { PlatformCustomer, PlatformEvent } from "#web/platforms/platform.ts"
import { parseBody, parseBodyExactly, RoundedId, UnreadableError } from "./parse-body.ts"
import { readOrder } from "./read-order.ts"
import { Reader } from "./reader.ts"

/**
 * What one Shopify delivery tells us. Topics that we do not act on are read as nothing. Throws UnreadableError when the
 * body is not what the topic promises.
 */
export function readEvent(topic: string, body: Buffer): PlatformEvent {
  try {
    return readJson(topic, parseBody(body))
  } catch (error) {
    if (!(error instanceof RoundedId)) throw error
    return readExactly(topic, body)
  }
}

/** With every id as it was written; a number that is none ("1e30") is still not one. */
function readExactly(topic: string, body: Buffer): PlatformEvent {
  try {
    return readJson(topic, parseBodyExactly(body))
  } catch (error) {
    throw error instanceof RoundedId ? new UnreadableError({ code: "not-an-id" }) : error
  }
}

function readJson(topic: string, json: unknown): PlatformEvent {
  switch (topic) {
    case "orders/create":
    case "orders/updated":
    case "orders/paid":
    case "orders/cancelled":
    case "orders/fulfilled":
    case "orders/partially_fulfilled":
      return { kind: "order", order: readOrder(json) }
    case "orders/edited":
      return readEdited(Reader.of(json))
    case "refunds/create":
      return readRefundHint(Reader.of(json))
    case "customers/create":
    case "customers/update":
    case "customers/enable":
    case "customers/disable":
      return { kind: "customer", customer: readCustomer(Reader.of(json)) }
    case "customers/delete":
      return { kind: "customer-deleted", customerId: Reader.of(json).id("id") }
    case "app/uninstalled":
      return { kind: "uninstalled", platformShopId: Reader.of(json).id("id") }
    default:
      Reader.of(json)
      return { kind: "nothing", topic }
  }
}

/** orders/edited carries the edit, not the order. */
function readEdited(body: Reader): PlatformEvent {
  const edit = body.child("order_edit") ?? body
  return {
    kind: "order-hint",
    orderId: edit.id("order_id"),
    changedAt: edit.instant(edit.has("committed_at") ? "committed_at" : "created_at"),
  }
}

/** A refund is a hint and no snapshot: orders/updated brings the order as it then is. */
function readRefundHint(refund: Reader): PlatformEvent {
  return {
    kind: "order-hint",
    orderId: refund.id("order_id"),
    changedAt: refund.instant(refund.has("processed_at") ? "processed_at" : "created_at"),
  }
}

function readCustomer(customer: Reader): PlatformCustomer {
  const names = [customer.optionalText("first_name"), customer.optionalText("last_name")]
  return {
    customerId: customer.id("id"),
    hasAccount: customer.optionalText("state") === "enabled",
    email: customer.optionalText("email"),
    phone: customer.optionalText("phone"),
    name: names.filter(Boolean).join(" ") || null,
    locale: null,
    modifiedAt: customer.has("updated_at") ? customer.instant("updated_at") : null,
  }
}
