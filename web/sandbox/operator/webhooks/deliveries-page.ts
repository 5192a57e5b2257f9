import type { Request, Response } from "express"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { checkbox, form, textArea, textField } from "#web/sandbox/operator/fields.ts"
import { type Html, html } from "#web/sandbox/operator/html.ts"
import { badge, time, words } from "#web/sandbox/operator/labels.ts"
import { PAGE_SIZE, pageLinks, pageOf } from "#web/sandbox/operator/paging.ts"
import { sendOperator } from "#web/sandbox/operator/shell.ts"
import type { WebhookDelivery } from "#web/sandbox/state/model.ts"

const PATH = "/admin/webhooks"
const STATES = ["waiting", "delivered", "failed", "dropped"] as const

/** The deliveries, the newest first, with the settings and a form to send any. */
export function sendDeliveries(
  context: SandboxContext,
  request: Request,
  response: Response,
): void {
  const { deliveries } = context.root
  const state = STATES.find((one) => one === request.query.state)
  const page = pageOf(request)
  const listed = deliveries.page({
    orderBy: "createdAt",
    reverse: true,
    limit: PAGE_SIZE + 1,
    ...(state ? { where: { key: "state", value: state } } : {}),
    ...(page ? { range: { key: "createdAt", before: page } } : {}),
  })
  const shown = listed.slice(0, PAGE_SIZE)
  const more = listed.length > PAGE_SIZE ? shown.at(-1)!.createdAt : null
  const filters = STATES.map((one) => {
    const count = deliveries.count({ key: "state", value: one })
    const current = one === state && html` aria-current="page"`
    return html`<a href="${PATH}?state=${one}"${current}>${words(one)} (${count})</a>`
  })
  const table = html`<table class="list">
    <thead><tr><th>Topic</th><th>Made</th><th>State</th><th>Answer</th>
      <th class="number">Attempts</th></tr></thead>
    <tbody>${shown.map(row)}</tbody></table>`
  const here = state ? `${PATH}?state=${state}` : PATH
  sendOperator(context, request, response, {
    title: "Webhooks",
    menu: PATH,
    body: html`<section class="card table-card">
        <nav class="filters" aria-label="State"><a href="${PATH}">All</a>${filters}</nav>
        ${shown.length > 0 ? table : html`<p>No deliveries here yet.</p>`}
      </section>
      ${pageLinks(here, page, more)}
      <div class="columns even">${settingsCard(context)}${sendCard()}</div>`,
  })
}

function row(delivery: WebhookDelivery): Html {
  const last = delivery.attempts.at(-1)
  return html`<tr>
    <td><a class="strong" href="${PATH}/${delivery.id}">${delivery.topic}</a></td>
    <td>${time(delivery.createdAt)}</td>
    <td>${stateBadge(delivery)}</td>
    <td>${last && (last.status ?? last.error)}</td>
    <td class="number">${delivery.attempts.length}</td>
  </tr>`
}

/** A delivery's state as a badge. */
export function stateBadge({ state }: WebhookDelivery): Html {
  const tones = { delivered: "good", failed: "bad", dropped: "bad", waiting: "plain" } as const
  return badge(words(state), tones[state])
}

function settingsCard(context: SandboxContext): Html {
  const settings = context.root.settings.get("webhooks")
  const number = (label: string, name: string, value: number, min: number, max: number) =>
    textField(label, name, value, { type: "number", min, max, required: true })
  const percent = (rate: number) => Math.round(rate * 100)
  const fields = html`
    ${number("Sent twice, in percent", "duplicates", percent(settings.duplicateRate), 0, 100)}
    ${number("Never sent, in percent", "drops", percent(settings.dropRate), 0, 100)}
    ${number("Delay from, in seconds", "delay_min", settings.delayMs.min / 1000, 0, 86_400)}
    ${number("Delay to, in seconds", "delay_max", settings.delayMs.max / 1000, 0, 86_400)}
    ${number("At the same time, at most", "concurrency", settings.concurrency, 1, 256)}
    ${checkbox("Shuffle: send in no order", "shuffle", settings.shuffle)}
    ${checkbox("Paused: keep everything back", "paused", settings.paused)}`
  return html`<section class="card"><h2>How deliveries go</h2>
    ${form(`${PATH}/settings`, "Save the settings", fields, "primary")}</section>`
}

function sendCard(): Html {
  const fields = html`
    ${textField("Topic", "topic", "orders/updated", { required: true })}
    ${textField("Address, absolute or of the app", "uri", "/webhooks/shopify")}
    ${textArea("Body", "body", "{}", 6)}
    ${textArea("Headers to change, one to a line; without a value it is left out", "headers", "", 3)}`
  return html`<section class="card"><h2>Send anything</h2>
    <p class="quiet">Signed with the app's secret, unless X-Shopify-Hmac-Sha256 is changed.</p>
    ${form(`${PATH}/send`, "Send it", fields)}</section>`
}
