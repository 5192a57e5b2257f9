import { type Html, html } from "#web/sandbox/operator/html.ts"
import { moneyText, time, words } from "#web/sandbox/operator/labels.ts"
import type { Order, OrderEdit, Refund } from "#web/sandbox/state/model.ts"

type Event = { at: string; text: Html }

/** What happened to an order, the newest first. */
export function orderHistory(order: Order): Html {
  const events: Event[] = [
    { at: order.createdAt, text: html`The order was placed.` },
    ...order.transactions.map((one) => ({
      at: one.createdAt,
      text: html`${words(one.kind)} of ${moneyText(one.amountMinor, order.currency)}
        by ${one.gateway}${one.status === "pending" && " (pending)"}.`,
    })),
    ...order.fulfillments.map((one) => {
      const pieces = one.lines.reduce((total, line) => total + line.quantity, 0)
      return { at: one.createdAt, text: html`${pieces} pieces were sent out.` }
    }),
    ...order.refunds.map((refund) => refundEvent(order, refund)),
    ...order.edits.map((edit) => editEvent(order, edit)),
    ...(order.cancelledAt
      ? [{ at: order.cancelledAt, text: html`Cancelled (${order.cancelReason}).` }]
      : []),
  ]
  const sorted = events.sort((a, b) => (a.at < b.at ? 1 : -1))
  const items = sorted.map(({ at, text }) => html`<li><span>${text}</span>${time(at)}</li>`)
  return html`<section class="card"><h2>History</h2><ul class="events">${items}</ul></section>`
}

function refundEvent(order: Order, refund: Refund): Event {
  const money = (amountMinor: number) => moneyText(amountMinor, order.currency)
  const paid = refund.transactions.reduce((total, one) => total + one.amountMinor, 0)
  const lines = refund.lines.map((line) => `${line.quantity} × ${titleOf(order, line.lineId)}`)
  const shipping = refund.shippingMinor > 0 ? [`shipping ${money(refund.shippingMinor)}`] : []
  const what = [...lines, ...shipping].join(", ")
  return {
    at: refund.createdAt,
    text: html`Refund of ${money(paid)}${what && `: ${what}`}. ${refund.note}`,
  }
}

function editEvent(order: Order, edit: OrderEdit): Event {
  const added = edit.additions.map((one) => `+${one.delta} ${titleOf(order, one.lineId)}`)
  const removed = edit.removals.map((one) => `−${one.delta} ${titleOf(order, one.lineId)}`)
  const what = [...added, ...removed].join(", ")
  return { at: edit.committedAt, text: html`Edited: ${what}. ${edit.staffNote}` }
}

const titleOf = (order: Order, lineId: string) =>
  order.lines.find((line) => line.id === lineId)?.title ?? "a line"
