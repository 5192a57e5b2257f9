import { type Html, html } from "#web/sandbox/operator/html.ts"
import { badge, words } from "#web/sandbox/operator/labels.ts"
import type { Order } from "#web/sandbox/state/model.ts"

/** An order's states as badges: cancelled, test, payment, fulfilment. */
export function statusBadges(order: Order): Html {
  const paid = order.financialStatus === "paid"
  const sent = order.fulfillmentStatus === "fulfilled"
  const shipping = order.fulfillmentStatus === "partial" ? "Partly fulfilled" : "Unfulfilled"
  return html`<span class="badges">
    ${order.cancelledAt && badge("Cancelled", "bad")}
    ${order.test && badge("Test")}
    ${badge(words(order.financialStatus), paid ? "good" : "plain")}
    ${badge(sent ? "Fulfilled" : shipping, sent ? "good" : "plain")}
  </span>`
}
