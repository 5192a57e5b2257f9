import { createHash } from "node:crypto"
import type { IncomingMessage, ServerResponse } from "node:http"
import { Overloaded } from "#web/db/group-commit.ts"
import type { Delivery } from "#web/db/pack-deliveries.ts"
import type { ShopDirectory } from "#web/db/shop-directory.ts"
import { readBody, reply, replyError, TooLarge } from "#web/http/reply.ts"
import { isSignedBody } from "#web/platforms/shopify/verify.ts"

export type ShopifyWebhookDeps = {
  secrets: readonly string[]
  shops: ShopDirectory
  receive: (delivery: Delivery) => Promise<void>
  onFailure: (error: unknown) => void
  now: () => Date
}

/** Shopify's bodies are tens of kilobytes; an order of a thousand lines is about two megabytes. */
const mostBytes = 8 * 1024 * 1024
const stored = { ok: true }

/**
 * POST /webhooks/shopify: verify over the raw bytes, find the shop, store, answer. Stored before the answer,
 * always; settled after it. 401: not signed with our secret. 410: not a shop of ours; nothing is stored. 503: send it again.
 */
export function shopifyWebhooks(deps: ShopifyWebhookDeps) {
  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    try {
      const body = await readBody(req, mostBytes)
      const headers = req.headers
      if (!isSignedBody(body, headers["x-shopify-hmac-sha256"] as string, deps.secrets)) {
        return replyError(res, "bad-signature")
      }
      const domain = String(headers["x-shopify-shop-domain"] ?? "").toLowerCase()
      const shop = await deps.shops.find(domain)
      if (!shop?.installed || shop.platform !== "shopify") return replyError(res, "unknown-shop")
      await deps.receive({
        brandId: shop.brandId,
        shopId: shop.shopId,
        deliveryId: deliveryIdOf(String(headers["x-shopify-webhook-id"] ?? ""), body),
        topic: String(headers["x-shopify-topic"] ?? "").slice(0, 80),
        receivedAt: deps.now(),
        body,
      })
      reply(res, 200, stored)
    } catch (error) {
      if (error instanceof TooLarge) return replyError(res, "too-large")
      if (!(error instanceof Overloaded)) deps.onFailure(error)
      if (!res.headersSent) replyError(res, "unavailable")
    }
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Shopify's delivery ids are UUIDs; any other is folded into one, and a missing one is made of the body. */
function deliveryIdOf(id: string, body: Buffer): string {
  if (uuid.test(id)) return id
  const digest = createHash("sha256")
    .update(id || body)
    .digest("hex")
  return digest.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
}
