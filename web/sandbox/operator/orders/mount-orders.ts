import type { Express, Request, Response } from "express"
import { type CancelRequest, cancelOrder } from "#web/sandbox/commerce/cancel-order.ts"
import { deleteOrder } from "#web/sandbox/commerce/delete-order.ts"
import { editOrder } from "#web/sandbox/commerce/edit-order.ts"
import { fulfilOrder } from "#web/sandbox/commerce/fulfil-order.ts"
import { markPaid } from "#web/sandbox/commerce/mark-paid.ts"
import { refundOrder } from "#web/sandbox/commerce/refund-order.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { html } from "#web/sandbox/operator/html.ts"
import { sendDone, sendFailed } from "#web/sandbox/operator/notices.ts"
import { sendOperator } from "#web/sandbox/operator/shell.ts"
import type { Order } from "#web/sandbox/state/model.ts"
import { field, formBody, formOf } from "#web/sandbox/storefront/form.ts"
import { CANCEL_REASONS } from "./order-forms.ts"
import { sendOrder } from "./order-page.ts"
import { readEdit, readRefund } from "./order-requests.ts"
import { sendOrders } from "./orders-page.ts"

/** The orders and what a merchant does with one. */
export function mountOrders(app: Express, context: SandboxContext): void {
  app.get("/admin/orders", (request, response) => sendOrders(context, request, response))

  app.get("/admin/orders/:id", (request, response) => {
    const order = context.store.orders.get(request.params.id)
    if (order) return sendOrder(context, request, response, order)
    return sendNone(context, request, response)
  })

  const act = (
    name: string,
    done: string,
    work: (order: Order, form: URLSearchParams) => { ok: true } | { ok: false; reason: string },
  ) =>
    app.post(`/admin/orders/:id/${name}`, formBody, (request, response) => {
      const order = context.store.orders.get(String(request.params.id))
      if (!order) return sendNone(context, request, response)
      const result = work(order, formOf(request))
      const path = `/admin/orders/${order.id}`
      return result.ok ? sendDone(response, path, done) : sendFailed(response, path, result.reason)
    })

  act("refund", "refunded", (order, form) => {
    const read = readRefund(order, form)
    return read.ok ? refundOrder(context, order, read.request) : read
  })
  act("edit", "edited", (order, form) => {
    const read = readEdit(context, order, form)
    return read.ok ? editOrder(context, order, read.request) : read
  })
  act("cancel", "cancelled", (order, form) => {
    const reason = CANCEL_REASONS.find((one) => one === field(form, "reason"))
    const request: CancelRequest = { refund: form.has("refund"), restock: form.has("restock") }
    return cancelOrder(context, order, reason ? { ...request, reason } : request)
  })
  act("mark-paid", "paid", (order) => markPaid(context, order))
  act("fulfil", "fulfilled", (order) => fulfilOrder(context, order))

  app.post("/admin/orders/:id/delete", (request, response) => {
    const order = context.store.orders.get(request.params.id)
    if (!order) return sendNone(context, request, response)
    deleteOrder(context, order)
    return sendDone(response, "/admin/orders", "order-deleted")
  })
}

function sendNone(context: SandboxContext, request: Request, response: Response): void {
  const body = html`<section class="card"><p>There is no such order.</p></section>`
  const page = { title: "Order", menu: "/admin/orders", back: "/admin/orders", body, status: 404 }
  sendOperator(context, request, response, page)
}
