import { randomUUID } from "node:crypto"
import type { Clock } from "#web/sandbox/clock.ts"
import type { Shop, WebhookDelivery } from "#web/sandbox/state/model.ts"
import type { Store } from "#web/sandbox/state/store.ts"
import { nanoIso } from "./retry-schedule.ts"

/** Sent although the app is not installed (any more). */
const alwaysSent = new Set([
  "app/uninstalled",
  "shop/redact",
  "customers/redact",
  "customers/data_request",
])

export type NewDelivery = {
  shopDomain: string
  topic: string
  body: string
  uri: string
  name?: string | null
  eventId?: string
  headers?: Record<string, string | null>
  /** Not sent before this much of the sandbox's time has gone by. */
  waitMs?: number
}

/** A delivery for each subscription to the topic; none if the app may not hear of it. */
export function deliveriesFor(
  store: Store,
  shop: Shop,
  topic: string,
  body: string,
  eventId: string | undefined,
): NewDelivery[] {
  if (!shop.installation && !alwaysSent.has(topic)) return []
  return store.subscriptions.find("topic", topic).map((subscription) => ({
    shopDomain: shop.domain,
    topic,
    body,
    uri: subscription.uri,
    name: subscription.name,
    eventId: eventId ?? randomUUID(),
  }))
}

/** Stores a delivery to be sent; the settings decide whether it is dropped, delayed or doubled. */
export function storeDelivery(store: Store, clock: Clock, delivery: NewDelivery): WebhookDelivery {
  const settings = store.settings.get("webhooks")
  const { min, max } = settings.delayMs
  const delay = (delivery.waitMs ?? 0) + (max > 0 ? min + Math.random() * (max - min) : 0)
  const now = clock.now()
  const dropped = Math.random() < settings.dropRate
  return store.deliveries.put({
    id: randomUUID(),
    shopDomain: delivery.shopDomain,
    topic: delivery.topic,
    uri: delivery.uri,
    eventId: delivery.eventId ?? randomUUID(),
    triggeredAt: nanoIso(now),
    name: delivery.name ?? null,
    body: delivery.body,
    headers: delivery.headers ?? {},
    state: dropped ? "dropped" : "waiting",
    nextAttemptAt: dropped ? null : nanoIso(new Date(now.getTime() + delay)),
    nextKind: "first",
    duplicates: Math.random() < settings.duplicateRate ? 1 : 0,
    attempts: [],
    createdAt: nanoIso(now),
  })
}
