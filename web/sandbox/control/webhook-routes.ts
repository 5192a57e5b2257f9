import type { Request, Router } from "express"
import { z } from "zod"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { jsonText } from "#web/sandbox/payloads/json.ts"
import type { WebhookDelivery } from "#web/sandbox/state/model.ts"
import { controlRoute, nothing, pathId } from "./control-route.ts"

const rate = z.number().min(0).max(1)

const settings = z.object({
  duplicateRate: rate.optional(),
  dropRate: rate.optional(),
  delayMs: z.object({ min: z.number().min(0), max: z.number().min(0) }).optional(),
  shuffle: z.boolean().optional(),
  concurrency: z.number().int().min(1).max(256).optional(),
  paused: z.boolean().optional(),
})

const arbitrary = z.object({
  topic: z.string().min(1),
  /** A string is sent as it is, malformed or not; anything else as JSON. */
  body: z.unknown(),
  uri: z.string().default("/webhooks/shopify"),
  headers: z.record(z.string(), z.string().nullable()).default({}),
  eventId: z.string().optional(),
  /** Answers only when the app has. */
  wait: z.boolean().default(false),
})

const newSubscription = z.object({
  topic: z.string().min(1),
  uri: z.string().default("/webhooks/shopify"),
  name: z.string().max(50).nullable().default(null),
})

/** What was and will be delivered to the app, and how deliveries go wrong. */
export function webhookRoutes(router: Router, context: SandboxContext): void {
  const { root, deliverer } = context
  const current = () => ({ settings: root.settings.get("webhooks") })

  router.get("/webhooks/settings", controlRoute(context, nothing, current))
  router.post(
    "/webhooks/settings",
    controlRoute(context, settings, (_shop, body) => {
      const changes = Object.entries(body).filter(([, value]) => value !== undefined)
      root.settings.set("webhooks", { ...current().settings, ...Object.fromEntries(changes) })
      deliverer.wake()
      return current()
    }),
  )
  router.post("/webhooks/send", controlRoute(context, arbitrary, send))
  router.post(
    "/webhooks/subscriptions",
    controlRoute(context, newSubscription, (_shop, body) => ({
      subscription: root.subscriptions.put({ id: root.nextId(), ...body }),
    })),
  )
  router.get(
    "/webhooks/subscriptions",
    controlRoute(context, nothing, () => ({ subscriptions: root.subscriptions.all() })),
  )
  router.get(
    "/webhooks",
    controlRoute(context, nothing, (_shop, _body, request) => ({
      deliveries: listed(context, request),
      waiting: root.deliveries.count({ key: "state", value: "waiting" }),
      failed: root.deliveries.count({ key: "state", value: "failed" }),
    })),
  )
  router.get(
    "/webhooks/:id",
    controlRoute(context, nothing, (_shop, _body, request) => {
      const delivery = root.deliveries.get(pathId(request))
      return delivery && { delivery }
    }),
  )
  router.post(
    "/webhooks/:id/resend",
    controlRoute(context, nothing, (_shop, _body, request) => {
      const delivery = deliverer.resend(pathId(request))
      return delivery && { delivery }
    }),
  )
}

async function send(shop: SandboxContext, body: z.infer<typeof arbitrary>) {
  const headers = Object.entries(body.headers).map(([name, value]) => [name.toLowerCase(), value])
  const delivery = shop.deliverer.queue({
    shopDomain: shop.domain,
    topic: body.topic,
    body: typeof body.body === "string" ? body.body : jsonText(body.body ?? null),
    uri: body.uri,
    headers: Object.fromEntries(headers),
    ...(body.eventId ? { eventId: body.eventId } : {}),
  })
  return { delivery: body.wait ? await answered(shop, delivery.id) : delivery }
}

function listed(context: SandboxContext, request: Request): WebhookDelivery[] {
  const { topic, state } = request.query
  const limit = Math.min(Number(request.query.limit) || 100, 5000)
  const where =
    typeof topic === "string"
      ? { key: "topic", value: topic }
      : typeof state === "string"
        ? { key: "state", value: state }
        : null
  return context.root.deliveries.page({
    ...(where ? { where } : {}),
    orderBy: "createdAt",
    reverse: true,
    limit,
  })
}

/** Waits for the first attempt, at most as long as Shopify waits for an answer. */
async function answered(context: SandboxContext, id: string): Promise<WebhookDelivery | null> {
  for (let waited = 0; waited < 6000; waited += 10) {
    const delivery = context.root.deliveries.get(id)
    if (!delivery || delivery.attempts.length > 0 || delivery.state === "dropped") return delivery
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return context.root.deliveries.get(id)
}
