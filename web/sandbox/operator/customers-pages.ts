import type { Request, Response } from "express"
import { orderTotals } from "#web/sandbox/commerce/order-totals.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Customer } from "#web/sandbox/state/model.ts"
import { buttonForm, form, textField } from "./fields.ts"
import { type Html, html } from "./html.ts"
import { badge, moneyText, time, words } from "./labels.ts"
import { statusBadges } from "./orders/order-status.ts"
import { PAGE_SIZE, pageLinks, pageOf } from "./paging.ts"
import { sendOperator } from "./shell.ts"

const PATH = "/admin/customers"

/** The list of customers, the newest first, and a form for a new one. */
export function sendCustomers(context: SandboxContext, request: Request, response: Response): void {
  const { customers } = context.store
  const page = pageOf(request)
  const listed = customers.page({
    reverse: true,
    limit: PAGE_SIZE + 1,
    ...(page ? { after: { value: null, id: page } } : {}),
  })
  const shown = listed.slice(0, PAGE_SIZE)
  const more = listed.length > PAGE_SIZE ? shown.at(-1)!.id : null
  const rows = shown.map((customer) => row(context, customer))
  const table = html`<section class="card table-card"><table class="list">
    <thead><tr><th>Customer</th><th>Account</th><th>Tags</th>
      <th class="number">Orders</th></tr></thead>
    <tbody>${rows}</tbody></table></section>`
  const empty = html`<section class="card empty"><h2>No customers yet</h2>
    <p>Whoever signs in to the <a href="/account">shop</a> or buys there appears here.</p></section>`
  const fields = html`
    ${textField("Email", "email", "", { type: "email", required: true })}
    ${textField("First name", "first_name", "")}${textField("Last name", "last_name", "")}
    ${textField("Tags, with commas between", "tags", "")}`
  sendOperator(context, request, response, {
    title: "Customers",
    menu: PATH,
    body: html`${shown.length > 0 ? table : empty}${pageLinks(PATH, page, more)}
      <section class="card"><details class="act"><summary>Add a customer</summary>
        ${form(PATH, "Add the customer", fields, "primary")}</details></section>`,
  })
}

function row(context: SandboxContext, customer: Customer): Html {
  const count = context.store.orders.count({ key: "customerId", value: customer.id })
  return html`<tr>
    <td><a class="strong" href="${PATH}/${customer.id}">${nameOf(customer)}</a></td>
    <td>${badge(words(customer.state), customer.state === "enabled" ? "good" : "plain")}</td>
    <td>${customer.tags.map((tag) => badge(tag))}</td>
    <td class="number">${count}</td>
  </tr>`
}

/** One customer: who they are, their orders and their tags. */
export function sendCustomer(
  context: SandboxContext,
  request: Request,
  response: Response,
  customer: Customer,
): void {
  const orders = context.store.orders.find("customerId", customer.id)
  const at = `${PATH}/${customer.id}`
  const credits = context.store.storeCredits.find("customerId", customer.id)
  const rows = orders.reverse().map(
    (order) => html`<tr>
      <td><a class="strong" href="/admin/orders/${order.id}">${order.name}</a></td>
      <td>${time(order.createdAt)}</td><td>${statusBadges(order)}</td>
      <td class="number">${moneyText(orderTotals(order).current.totalMinor, order.currency)}</td>
    </tr>`,
  )
  const tags = textField("Tags, with commas between", "tags", customer.tags.join(", "))
  const facts = html`<dl class="facts">
    <div><dt>Id</dt><dd><code>${customer.id}</code></dd></div>
    <div><dt>Email</dt><dd>${customer.email ?? "None"}</dd></div>
    <div><dt>Phone</dt><dd>${customer.phone ?? "None"}</dd></div>
    <div><dt>Account</dt><dd>${words(customer.state)}</dd></div>
    <div><dt>Marketing mail</dt><dd>${customer.acceptsMarketing ? "Yes" : "No"}</dd></div>
    <div><dt>Since</dt><dd>${time(customer.createdAt)}</dd></div>
    ${credits.map((one) => {
      const amount = moneyText(one.balanceMinor, one.currency)
      return html`<div><dt>Store credit</dt><dd>${amount}</dd></div>`
    })}
  </dl>`
  sendOperator(context, request, response, {
    title: nameOf(customer),
    menu: PATH,
    back: PATH,
    body: html`<div class="columns"><div>
        <section class="card table-card"><h2>Orders</h2>
          ${rows.length === 0 ? html`<p>No orders yet.</p>` : html`<table class="list"><tbody>${rows}</tbody></table>`}
        </section></div>
      <div><section class="card"><h2>About</h2>${facts}</section>
        <section class="card">${form(`${at}/tags`, "Save the tags", tags)}</section>
        <section class="card"><details class="act"><summary>Delete</summary>
          <p>Only a customer without orders can be deleted.</p>
          ${buttonForm(`${at}/delete`, "Delete the customer", "danger")}</details></section>
      </div></div>`,
  })
}

const nameOf = (customer: Customer) =>
  [customer.firstName, customer.lastName].filter(Boolean).join(" ") || customer.email || customer.id
