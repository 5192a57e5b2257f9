import { laterThan } from "#web/sandbox/clock.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { orderPayload } from "#web/sandbox/payloads/order.ts"
import { refundPayload } from "#web/sandbox/payloads/refund.ts"
import type { Order, Refund } from "#web/sandbox/state/model.ts"

export type Announcement = {
  /** Order topics, sent in this order with the whole order as payload. */
  topics: string[]
  refund?: Refund | null
  /** Payloads of other topics that tell of the same change. */
  others?: { topic: string; payload: unknown }[]
}

/** Stores a changed order under a later `updatedAt` and tells the app, all with one event id. */
export function saveOrder(context: SandboxContext, order: Order, news: Announcement): Order {
  const known = context.store.orders.get(order.id)
  const updatedAt = laterThan(known?.updatedAt ?? null, context.clock.now())
  const saved = context.store.orders.put({ ...order, updatedAt })
  const eventId = crypto.randomUUID()
  const customer = saved.customerId ? context.store.customers.get(saved.customerId) : null
  const shop = context.shop()
  if (news.refund) {
    context.send("refunds/create", refundPayload(saved, news.refund, shop), eventId)
  }
  for (const other of news.others ?? []) context.send(other.topic, other.payload, eventId)
  const payload = orderPayload(shop, saved, customer, context.baseUrl())
  for (const topic of news.topics) context.send(topic, payload, eventId)
  return saved
}
