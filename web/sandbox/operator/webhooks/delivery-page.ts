import type { Request, Response } from "express"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { buttonForm } from "#web/sandbox/operator/fields.ts"
import { type Html, html } from "#web/sandbox/operator/html.ts"
import { time, words } from "#web/sandbox/operator/labels.ts"
import { sendOperator } from "#web/sandbox/operator/shell.ts"
import type { WebhookAttempt, WebhookDelivery } from "#web/sandbox/state/model.ts"
import { stateBadge } from "./deliveries-page.ts"

/** One delivery: what was sent, how often, and what the app answered. */
export function sendDelivery(
  context: SandboxContext,
  request: Request,
  response: Response,
  delivery: WebhookDelivery,
): void {
  const at = `/admin/webhooks/${delivery.id}`
  const headers = Object.entries(delivery.headers).map(([name, value]) => {
    return html`<li><code>${name}: ${value ?? "(left out)"}</code></li>`
  })
  const attempts = delivery.attempts.map(attemptRow).reverse()
  sendOperator(context, request, response, {
    title: delivery.topic,
    menu: "/admin/webhooks",
    back: "/admin/webhooks",
    actions: html`${stateBadge(delivery)} ${buttonForm(`${at}/resend`, "Send again")}`,
    body: html`<section class="card table-card"><h2>Attempts</h2>
        ${attempts.length > 0 ? attemptsTable(attempts) : html`<p>None yet.</p>`}
        ${delivery.nextAttemptAt && html`<p class="quiet">Next: ${time(delivery.nextAttemptAt)}</p>`}
      </section>
      <section class="card"><h2>Headers</h2><dl class="facts">
        <div><dt>X-Shopify-Webhook-Id</dt><dd><code>${delivery.id}</code></dd></div>
        <div><dt>X-Shopify-Event-Id</dt><dd><code>${delivery.eventId}</code></dd></div>
        <div><dt>X-Shopify-Triggered-At</dt><dd><code>${delivery.triggeredAt}</code></dd></div>
        <div><dt>Sent to</dt><dd><code>${delivery.uri}</code></dd></div></dl>
        ${headers.length > 0 && html`<h3>Changed</h3><ul>${headers}</ul>`}
      </section>
      <section class="card"><h2>Body</h2><pre>${indented(delivery.body)}</pre></section>`,
  })
}

function attemptsTable(rows: Html[]): Html {
  return html`<table class="list"><thead><tr><th>When</th><th>Which</th><th>Answer</th>
    <th class="number">Took</th></tr></thead><tbody>${rows}</tbody></table>`
}

function attemptRow(attempt: WebhookAttempt): Html {
  const answer = attempt.error ?? attempt.answer
  return html`<tr><td>${time(attempt.at)}</td><td>${words(attempt.kind)}</td>
    <td>${attempt.status && html`<strong>${attempt.status}</strong>`} ${answer}</td>
    <td class="number">${attempt.durationMs} ms</td></tr>`
}

/** JSON laid out for reading; text only, so that ids of any length stay as they are. */
function indented(body: string): string {
  let depth = 0
  const tokens = body.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g) ?? []
  const line = () => `\n${"  ".repeat(Math.max(0, depth))}`
  return tokens
    .map((token) => {
      if (token === "{" || token === "[") {
        depth += 1
        return `${token}${line()}`
      }
      if (token === "}" || token === "]") {
        depth -= 1
        return `${line()}${token}`
      }
      if (token === ",") return `,${line()}`
      return token === ":" ? ": " : token
    })
    .join("")
    .replaceAll(/([{[])\s+([}\]])/g, "$1$2")
}
