import { createHmac } from "node:crypto"
import http from "node:http"
import https from "node:https"
import { apiVersion } from "#web/sandbox/api-version.ts"
import type { AppSettings } from "#web/sandbox/context.ts"
import type { WebhookDelivery } from "#web/sandbox/state/model.ts"

export type Answer = { status: number | null; answer: string | null; error: string | null }

/** Shopify waits this long for the whole answer. */
const answerWithinMs = 5000

const agents = {
  "http:": new http.Agent({ keepAlive: true }),
  "https:": new https.Agent({ keepAlive: true }),
}

/** Posts a delivery to the app once. Never throws: what went wrong is in `error`. */
export function postDelivery(delivery: WebhookDelivery, app: AppSettings): Promise<Answer> {
  const url = new URL(delivery.uri.startsWith("/") ? `${app.url}${delivery.uri}` : delivery.uri)
  const body = Buffer.from(delivery.body)
  const secure = url.protocol === "https:"
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined
    const finish = (answer: Answer) => {
      clearTimeout(timer)
      resolve(answer)
    }
    const request = (secure ? https : http).request(url, {
      method: "POST",
      agent: secure ? agents["https:"] : agents["http:"],
      headers: headersOf(delivery, body, app.apiSecret),
    })
    request.on("response", (response) => {
      const chunks: Buffer[] = []
      response.on("data", (chunk: Buffer) => chunks.push(chunk))
      response.on("error", (error) => finish({ status: null, answer: null, error: error.message }))
      response.on("end", () => {
        const answer = Buffer.concat(chunks).toString("utf8").slice(0, 500)
        finish({ status: response.statusCode ?? null, answer, error: null })
      })
    })
    request.on("error", (error) => finish({ status: null, answer: null, error: error.message }))
    timer = setTimeout(() => {
      request.destroy(new Error(`no answer within ${answerWithinMs / 1000} s`))
    }, answerWithinMs)
    request.end(body)
  })
}

/** Lets go of the connections kept open to the app. */
export function closeConnections(): void {
  for (const agent of Object.values(agents)) agent.destroy()
}

/** base64 HMAC-SHA256 of the raw body. */
export function signBody(body: string | Buffer, secret: string): string {
  return createHmac("sha256", secret).update(body).digest("base64")
}

function headersOf(
  delivery: WebhookDelivery,
  body: Buffer,
  secret: string,
): http.OutgoingHttpHeaders {
  const headers: Record<string, string | null> = {
    "content-type": "application/json",
    "user-agent": "Shopify-Captain-Hook",
    "x-shopify-topic": delivery.topic,
    "x-shopify-hmac-sha256": signBody(body, secret),
    "x-shopify-shop-domain": delivery.shopDomain,
    "x-shopify-api-version": apiVersion,
    "x-shopify-webhook-id": delivery.id,
    "x-shopify-event-id": delivery.eventId,
    "x-shopify-triggered-at": delivery.triggeredAt,
    "x-shopify-name": delivery.name,
    ...delivery.headers,
  }
  const sent = Object.entries(headers).filter(([, value]) => value !== null)
  return { ...Object.fromEntries(sent), "content-length": String(body.length) } as Record<
    string,
    string
  >
}
