import { createHmac, randomUUID } from "node:crypto"

/** The signature of a webhook, as Shopify makes it over the raw bytes. */
export function signBody(body: string | Buffer, secret: string): string {
  return createHmac("sha256", secret).update(body).digest("base64")
}

/** The headers that Shopify sends with a webhook. */
export function webhookHeaders(
  delivery: { domain: string; topic: string; id?: string; eventId?: string },
  body: string | Buffer,
  secret: string,
): Record<string, string> {
  return {
    "content-type": "application/json",
    "x-shopify-topic": delivery.topic,
    "x-shopify-shop-domain": delivery.domain,
    "x-shopify-webhook-id": delivery.id ?? randomUUID(),
    "x-shopify-event-id": delivery.eventId ?? randomUUID(),
    "x-shopify-api-version": "2026-10",
    "x-shopify-hmac-sha256": signBody(body, secret),
  }
}

/** The query of a request through the app proxy, signed; a null customer is signed out. */
export function proxyQuery(
  caller: { domain: string; customerId: string | null; at: Date; more?: Record<string, string> },
  secret: string,
): URLSearchParams {
  const query = new URLSearchParams({
    shop: caller.domain,
    logged_in_customer_id: caller.customerId ?? "",
    path_prefix: "/apps/loyalty",
    timestamp: String(Math.floor(caller.at.getTime() / 1000)),
    ...caller.more,
  })
  const message = [...query.entries()]
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join("")
  query.set("signature", createHmac("sha256", secret).update(message).digest("hex"))
  return query
}
