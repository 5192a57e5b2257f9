import type { Request, Response } from "express"
import { orderTotals } from "#web/sandbox/commerce/order-totals.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { type Html, html } from "#web/sandbox/operator/html.ts"
import { moneyText, time } from "#web/sandbox/operator/labels.ts"
import { PAGE_SIZE, pageLinks, pageOf } from "#web/sandbox/operator/paging.ts"
import { sendOperator } from "#web/sandbox/operator/shell.ts"
import type { Order } from "#web/sandbox/state/model.ts"
import { statusBadges } from "./order-status.ts"

/** The list of orders, the newest first. */
export function sendOrders(context: SandboxContext, request: Request, response: Response): void {
  const { orders } = context.store
  const page = pageOf(request)
  const before = page === null ? null : Number(page)
  const listed = orders.page({
    orderBy: "number",
    reverse: true,
    limit: PAGE_SIZE + 1,
    ...(before ? { range: { key: "number", before } } : {}),
  })
  const shown = listed.slice(0, PAGE_SIZE)
  const more = listed.length > PAGE_SIZE ? String(shown.at(-1)!.number) : null
  const body = shown.length === 0 ? empty : table(context, shown)
  sendOperator(context, request, response, {
    title: "Orders",
    menu: "/admin/orders",
    body: html`${body}${pageLinks("/admin/orders", page, more)}`,
  })
}

const empty = html`<section class="card empty">
  <h2>No orders yet</h2>
  <p>Buy something in the <a href="/">shop</a>: its order appears here.</p>
</section>`

function table(context: SandboxContext, orders: Order[]): Html {
  return html`<section class="card table-card"><table class="list">
    <thead><tr><th>Order</th><th>Date</th><th>Customer</th><th>Status</th>
      <th>Codes</th><th class="number">Total</th></tr></thead>
    <tbody>${orders.map((order) => row(context, order))}</tbody>
  </table></section>`
}

function row(context: SandboxContext, order: Order): Html {
  const customer = order.customerId ? context.store.customers.get(order.customerId) : null
  const name = [customer?.firstName, customer?.lastName].filter(Boolean).join(" ")
  const codes = order.discountCodes.map((code) => code.code).join(", ")
  const { current } = orderTotals(order)
  return html`<tr>
    <td><a class="strong" href="/admin/orders/${order.id}">${order.name}</a></td>
    <td>${time(order.createdAt)}</td>
    <td>${name || order.email || "No customer"}</td>
    <td>${statusBadges(order)}</td>
    <td>${codes && html`<code>${codes}</code>`}</td>
    <td class="number">${moneyText(current.totalMinor, order.currency)}</td>
  </tr>`
}
