import type { Express } from "express"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { sendDone, sendFailed } from "#web/sandbox/operator/notices.ts"
import { readNumber } from "#web/sandbox/operator/numbers.ts"
import type { WebhookSettings } from "#web/sandbox/state/model.ts"
import { field, formBody, formOf } from "#web/sandbox/storefront/form.ts"
import { sendDeliveries } from "./deliveries-page.ts"
import { sendDelivery } from "./delivery-page.ts"

const PATH = "/admin/webhooks"

/** What was delivered to the app, how deliveries go wrong on purpose, and sending any. */
export function mountWebhooks(app: Express, context: SandboxContext): void {
  const { deliverer, root } = context

  app.get(PATH, (request, response) => sendDeliveries(context, request, response))

  app.post(`${PATH}/settings`, formBody, (request, response) => {
    const settings = readSettings(formOf(request))
    if (!settings) return sendFailed(response, PATH, "bad-number")
    root.settings.set("webhooks", settings)
    deliverer.wake()
    return sendDone(response, PATH, "settings-saved")
  })

  app.post(`${PATH}/send`, formBody, (request, response) => {
    const form = formOf(request)
    const topic = field(form, "topic")
    if (!/^[a-z_.]+(?:\/[a-z_]+)?$/.test(topic)) return sendFailed(response, PATH, "no-topic")
    const headers = readHeaders(field(form, "headers"))
    if (!headers) return sendFailed(response, PATH, "bad-headers")
    const delivery = deliverer.queue({
      shopDomain: context.domain,
      topic,
      body: form.get("body") ?? "",
      uri: field(form, "uri") || "/webhooks/shopify",
      headers,
    })
    return sendDone(response, `${PATH}/${delivery.id}`, "sent")
  })

  app.get(`${PATH}/:id`, (request, response) => {
    const delivery = root.deliveries.get(request.params.id)
    if (!delivery) return response.redirect(303, PATH)
    return sendDelivery(context, request, response, delivery)
  })

  app.post(`${PATH}/:id/resend`, (request, response) => {
    const delivery = deliverer.resend(request.params.id)
    if (!delivery) return response.redirect(303, PATH)
    return sendDone(response, `${PATH}/${delivery.id}`, "resent")
  })
}

/** Rates are typed in percent and delays in seconds. */
function readSettings(form: URLSearchParams): WebhookSettings | null {
  const duplicates = readNumber(form, "duplicates", 0, 100)
  const drops = readNumber(form, "drops", 0, 100)
  const min = readNumber(form, "delay_min", 0, 86_400)
  const max = readNumber(form, "delay_max", 0, 86_400)
  const concurrency = readNumber(form, "concurrency", 1, 256)
  if (duplicates === null || drops === null || concurrency === null) return null
  if (min === null || max === null || min > max) return null
  return {
    duplicateRate: duplicates / 100,
    dropRate: drops / 100,
    delayMs: { min: min * 1000, max: max * 1000 },
    shuffle: form.has("shuffle"),
    concurrency,
    paused: form.has("paused"),
  }
}

/** One header to a line; "Name:" without a value leaves that header out. Null if a line is neither. */
function readHeaders(text: string): Record<string, string | null> | null {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
  const pairs = lines.map((line) => /^([\w-]+):\s*(.*)$/.exec(line))
  if (pairs.some((pair) => pair === null)) return null
  return Object.fromEntries(pairs.map((pair) => [pair![1]!.toLowerCase(), pair![2] || null]))
}
