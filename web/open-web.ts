import type { Server } from "node:http"
import express from "express"
import { enqueue } from "./db/enqueue.ts"
import type { Env } from "./env.ts"
import { deliveryReceiver, type ReceivedDelivery } from "./flows/receive-delivery.ts"
import { openShopperReader } from "./flows/show-points.ts"
import { adminApi } from "./http/admin/admin-api.ts"
import { frontDoor } from "./http/front-door.ts"
import { health } from "./http/health.ts"
import { storefrontApi } from "./http/storefront/storefront.ts"
import { shopifyWebhooks } from "./http/webhooks/shopify.ts"
import type { App } from "./open-app.ts"

/** The web's doors, wired. `offer`: hands what was just stored to the worker of this process. */
export function openWeb(
  env: Env,
  services: App,
  options: { sandboxOrigin: string | null; offer: (deliveries: ReceivedDelivery[]) => void },
): Server {
  const { db, now, failureIn } = services
  return frontDoor({
    shopifyWebhooks: shopifyWebhooks({
      ...services,
      receive: deliveryReceiver(db, options.offer),
      onFailure: failureIn("webhooks"),
    }),
    storefront: storefrontApi({
      ...services,
      programs: new Map(),
      rewards: new Map(),
      readShopper: openShopperReader(db),
      onFailure: failureIn("storefront"),
    }),
    everythingElse: express()
      .disable("x-powered-by")
      .use(health({ metrics: services.metrics, isReady: () => isReady(services) }))
      .use("/admin/graphql", adminApi({ ...services, ...adminDeps(env, services), now })),
  })
}

async function isReady({ db }: App): Promise<boolean> {
  const asked = Promise.all([db.app.query("select 1"), db.drain.query("select 1")])
  return asked.then(
    () => true,
    () => false,
  )
}

function adminDeps(env: Env, services: App) {
  return {
    apiKey: env.shopify.apiKey,
    apiSecrets: services.secrets,
    onProgramPublished: (brandId: number) => refillBrand(services, brandId),
    onDeliveryReplayed: () => {}, // the drain looks into the inbox four times a second
    onUnexpectedError: services.failureIn("admin"),
  }
}

/** New rewards need codes: asked for at once, in each of the brand's shops. */
export async function refillBrand({ db }: Pick<App, "db">, brandId: number): Promise<void> {
  await db.withBrand(brandId, async (tx) => {
    const { rows } = await tx.query<{ shop_id: number }>({
      name: "shops-of-brand",
      text: "select shop_id from shops where brand_id = $1 and uninstalled_at is null",
      values: [brandId],
    })
    for (const { shop_id: shopId } of rows) {
      await enqueue(tx, {
        name: "refill-code-pool",
        payload: { brandId, shopId },
        key: `refill-code-pool ${shopId}`,
        queue: `codes ${shopId}`,
      })
    }
  })
}
