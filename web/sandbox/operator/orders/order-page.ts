import type { Request, Response } from "express"
import { orderTotals, worthOf } from "#web/sandbox/commerce/order-totals.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { type Html, html } from "#web/sandbox/operator/html.ts"
import { moneyText, time } from "#web/sandbox/operator/labels.ts"
import { sendOperator } from "#web/sandbox/operator/shell.ts"
import type { Order, OrderLine } from "#web/sandbox/state/model.ts"
import { orderForms } from "./order-forms.ts"
import { orderHistory } from "./order-history.ts"
import { statusBadges } from "./order-status.ts"

/** One order: its lines and sums, who bought, what happened, and what can be done. */
export function sendOrder(
  context: SandboxContext,
  request: Request,
  response: Response,
  order: Order,
): void {
  sendOperator(context, request, response, {
    title: order.name,
    menu: "/admin/orders",
    back: "/admin/orders",
    actions: html`${statusBadges(order)} <span class="quiet">${time(order.createdAt)}</span>`,
    body: html`<div class="columns">
      <div>${linesCard(order)}${sumsCard(order)}${orderHistory(order)}</div>
      <div>${orderForms(context, order)}${buyerCard(context, order)}${detailsCard(order)}</div>
    </div>`,
  })
}

function linesCard(order: Order): Html {
  return html`<section class="card table-card" aria-label="Lines"><table>
    <thead><tr><th>Line</th><th class="number">Price</th><th class="number">Ordered</th>
      <th class="number">Left</th><th class="number">Discount</th><th class="number">Worth</th>
    </tr></thead>
    <tbody>${order.lines.map((line) => lineRow(line, order.currency))}</tbody>
  </table></section>`
}

function lineRow(line: OrderLine, currency: string): Html {
  const { discountMinor, subtotalMinor } = worthOf(line, line.currentQuantity)
  return html`<tr>
    <td><span class="strong">${line.title}</span>
      ${line.variantTitle && html`<br><span class="quiet">${line.variantTitle}</span>`}
      ${line.giftCard && html`<br><span class="quiet">Gift card</span>`}</td>
    <td class="number">${moneyText(line.priceMinor, currency)}</td>
    <td class="number">${line.quantity}</td>
    <td class="number">${line.currentQuantity}</td>
    <td class="number">${discountMinor > 0 && `−${moneyText(discountMinor, currency)}`}</td>
    <td class="number">${moneyText(subtotalMinor, currency)}</td>
  </tr>`
}

function sumsCard(order: Order): Html {
  const { ordered, current, paidMinor, refundedMinor, outstandingMinor } = orderTotals(order)
  const money = (amountMinor: number) => moneyText(amountMinor, order.currency)
  const sum = (label: string, first: number, now: number) =>
    html`<tr><th scope="row">${label}</th><td class="number">${money(first)}</td>
      <td class="number">${money(now)}</td></tr>`
  const codes = order.discountCodes.map((code) => {
    return html`<li><code>${code.code}</code> −${money(code.amountMinor)}</li>`
  })
  return html`<section class="card table-card" aria-label="Sums"><table>
      <thead><tr><th>Sum</th><th class="number">As ordered</th><th class="number">Now</th></tr></thead>
      <tbody>
        ${sum("Lines after discounts", ordered.subtotalMinor, current.subtotalMinor)}
        ${sum("Discounts", ordered.discountMinor, current.discountMinor)}
        ${sum("Shipping", ordered.shippingMinor, current.shippingMinor)}
        ${sum("Tax", ordered.taxMinor, current.taxMinor)}
        ${sum("Total", ordered.totalMinor, current.totalMinor)}
      </tbody></table>
    <dl class="facts">
      <div><dt>Paid</dt><dd>${money(paidMinor)}</dd></div>
      <div><dt>Refunded</dt><dd>${money(refundedMinor)}</dd></div>
      <div><dt>${outstandingMinor < 0 ? "The shop owes" : "Still owed"}</dt>
        <dd>${money(Math.abs(outstandingMinor))}</dd></div>
    </dl>
    ${codes.length > 0 && html`<ul class="codes">${codes}</ul>`}
  </section>`
}

function buyerCard(context: SandboxContext, order: Order): Html {
  const customer = order.customerId ? context.store.customers.get(order.customerId) : null
  const address = order.shippingAddress ?? order.billingAddress
  const name = [customer?.firstName, customer?.lastName].filter(Boolean).join(" ")
  const link = html`<a href="/admin/customers/${customer?.id}">${name || customer?.email}</a>`
  const street = `${address?.address1}, ${address?.zip} ${address?.city}`
  return html`<section class="card"><h2>Customer</h2>
    <p>${customer ? link : "No customer"}</p>
    <p class="quiet">${order.email}</p>
    ${address && html`<p class="quiet">${street}</p>`}
  </section>`
}

function detailsCard(order: Order): Html {
  return html`<section class="card"><h2>Details</h2><dl class="facts">
    <div><dt>Id</dt><dd><code>${order.id}</code></dd></div>
    <div><dt>Source</dt><dd>${order.sourceName}</dd></div>
    <div><dt>Gateway</dt><dd>${order.gateway}</dd></div>
    <div><dt>Last changed</dt><dd>${time(order.updatedAt)}</dd></div>
  </dl></section>`
}
