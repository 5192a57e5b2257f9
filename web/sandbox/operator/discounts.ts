import type { Express } from "express"
import type { SandboxContext } from "#web/sandbox/context.ts"
import type { DiscountNode, RedeemCode } from "#web/sandbox/state/model.ts"
import { type Html, html } from "./html.ts"
import { badge, moneyText, time } from "./labels.ts"
import { sendOperator } from "./shell.ts"

const PATH = "/admin/discounts"
const SHOWN_CODES = 250

/** The discounts that the app made: what they take off, their codes, and who used them. */
export function mountDiscounts(app: Express, context: SandboxContext): void {
  const { discounts, redeemCodes } = context.store

  app.get(PATH, (request, response) => {
    const listed = discounts.page({ orderBy: "createdAt", reverse: true, limit: 200 })
    const rows = listed.map(
      (discount) => html`<tr>
        <td><a class="strong" href="${PATH}/${discount.id}">${discount.title}</a></td>
        <td>${summaryOf(context, discount)}</td><td>${stateOf(context, discount)}</td>
        <td class="number">${redeemCodes.count({ key: "discountId", value: discount.id })}</td>
        <td class="number">${discount.usageCount}</td></tr>`,
    )
    const table = html`<section class="card table-card"><table class="list">
      <thead><tr><th>Discount</th><th>What it does</th><th>State</th>
        <th class="number">Codes</th><th class="number">Used</th></tr></thead>
      <tbody>${rows}</tbody></table></section>`
    const empty = html`<section class="card empty"><h2>No discounts yet</h2>
      <p>Codes that the app makes for its rewards appear here.</p></section>`
    const body = rows.length > 0 ? table : empty
    sendOperator(context, request, response, { title: "Discounts", menu: PATH, body })
  })

  app.get(`${PATH}/:id`, (request, response) => {
    const discount = discounts.get(request.params.id)
    if (!discount) return response.redirect(303, PATH)
    const codes = redeemCodes.find("discountId", discount.id, SHOWN_CODES)
    const count = redeemCodes.count({ key: "discountId", value: discount.id })
    const rows = codes.map((code) => codeRow(context, code))
    return sendOperator(context, request, response, {
      title: discount.title,
      menu: PATH,
      back: PATH,
      actions: stateOf(context, discount),
      body: html`${factsCard(context, discount)}
        <section class="card table-card"><h2>Codes</h2><table class="list">
          <thead><tr><th>Code</th><th class="number">Used</th><th>Orders</th><th>Made</th></tr></thead>
          <tbody>${rows}</tbody></table>
          ${count > rows.length && html`<p class="quiet">And ${count - rows.length} more.</p>`}
        </section>`,
    })
  })
}

function factsCard(context: SandboxContext, discount: DiscountNode): Html {
  const { combinesWith, customerIds, usageLimit } = discount
  const names = {
    orderDiscounts: "order",
    productDiscounts: "product",
    shippingDiscounts: "shipping",
  }
  const combined = Object.entries(names).filter(([key]) => combinesWith[key as keyof typeof names])
  const fact = (name: string, value: Html | string | number) =>
    html`<div><dt>${name}</dt><dd>${value}</dd></div>`
  return html`<section class="card"><dl class="facts">
    ${fact("What it does", summaryOf(context, discount))}
    ${fact("For", customerIds ? `${customerIds.length} customers` : "Everybody")}
    ${fact("Uses of each code", usageLimit ?? "Without limit")}
    ${fact("Once for each customer", discount.oncePerCustomer ? "Yes" : "No")}
    ${fact("Combines with", combined.map(([, name]) => name).join(", ") || "Nothing")}
    ${fact("Starts", time(discount.startsAt))}
    ${fact("Ends", discount.endsAt ? time(discount.endsAt) : "Never")}
    ${fact("Id", html`<code>${discount.id}</code>`)}
  </dl></section>`
}

function codeRow(context: SandboxContext, code: RedeemCode): Html {
  const uses = code.usageCount > 0 ? context.store.codeUses.find("codeId", code.id) : []
  const orders = uses.map((use) => {
    const name = context.store.orders.get(use.orderId)?.name ?? use.orderId
    return html`<a href="/admin/orders/${use.orderId}">${name}</a> `
  })
  return html`<tr><td><code>${code.code}</code></td><td class="number">${code.usageCount}</td>
    <td>${orders}</td><td>${time(code.createdAt)}</td></tr>`
}

function summaryOf(context: SandboxContext, discount: DiscountNode): string {
  const { currency } = context.shop()
  const { value, items, minimum } = discount
  const off =
    value.kind === "fixed" ? moneyText(value.amountMinor, currency) : `${value.basisPoints / 100} %`
  const what = items.all ? "the whole order" : "some products"
  if (!minimum) return `${off} off ${what}`
  const least =
    "subtotalMinor" in minimum
      ? moneyText(minimum.subtotalMinor, currency)
      : `${minimum.quantity} pieces`
  return `${off} off ${what}, from ${least}`
}

function stateOf(context: SandboxContext, discount: DiscountNode): Html {
  const now = context.clock.now().getTime()
  if (Date.parse(discount.startsAt) > now) return badge("Scheduled")
  if (discount.endsAt && Date.parse(discount.endsAt) <= now) return badge("Ended", "bad")
  return badge("Active", "good")
}
