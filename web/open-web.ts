import type { Server } from "node:http"
import express, { type NextFunction, type Request, type Response } from "express"
import type { Env } from "./env.ts"
import { askForCodes } from "./flows/ask-for-codes.ts"
import { deliveryReceiver } from "./flows/receive-delivery.ts"
import { openRewardSpender } from "./flows/redeem-reward.ts"
import { openShopperReader } from "./flows/show-points.ts"
import { adminApi } from "./http/admin/admin-api.ts"
import { adminPages } from "./http/admin/admin-pages.ts"
import { frontDoor } from "./http/front-door.ts"
import { health } from "./http/health.ts"
import { replyError } from "./http/reply.ts"
import { storefrontApi } from "./http/storefront/storefront.ts"
import { shopifyWebhooks } from "./http/webhooks/shopify.ts"
import type { App } from "./open-app.ts"

/** The web's doors, wired. `onStored`: something is there for the worker to settle. */
export function openWeb(
  env: Env,
  app: App,
  options: { sandboxOrigin: string | null; onStored: () => void },
): Server {
  const { db, failureIn } = app
  return frontDoor({
    shopifyWebhooks: shopifyWebhooks({
      ...app,
      receive: deliveryReceiver(db, options.onStored),
      onFailure: failureIn("webhooks"),
    }),
    storefront: storefrontApi({
      ...app,
      programs: new Map(),
      rewards: new Map(),
      readShopper: openShopperReader(db),
      spendOnReward: openRewardSpender({ ...app, onFailure: failureIn("storefront") }),
      onFailure: failureIn("storefront"),
    }),
    everythingElse: express()
      .disable("x-powered-by")
      .use(health({ metrics: app.metrics, isReady: () => isReady(app) }))
      .use("/admin/graphql", adminApi(adminDeps(env, app)))
      .use(adminPages({ ...adminDeps(env, app), ...bridgeOf(options.sandboxOrigin) }))
      .use((_req: Request, res: Response) => replyError(res, "not-found"))
      .use(answerFailure(failureIn("http"))),
  })
}

function adminDeps(env: Env, app: App) {
  return {
    ...app,
    apiKey: env.shopify.apiKey,
    apiSecrets: app.secrets,
    onProgramPublished: (brandId: number) => askForCodes(app.db, brandId),
    onDeliveryReplayed: () => {}, // the drain looks into the inbox four times a second
    onUnexpectedError: app.failureIn("admin"),
    onFailure: app.failureIn("admin"),
  }
}

/** Shopify's App Bridge comes from its servers only; the sandbox has a stand-in. */
function bridgeOf(sandboxOrigin: string | null) {
  const appBridgeUrl = sandboxOrigin
    ? `${sandboxOrigin}/app-bridge.js`
    : "https://cdn.shopify.com/shopifycloud/app-bridge.js"
  return { sandboxOrigin, appBridgeUrl }
}

async function isReady({ db }: App): Promise<boolean> {
  const asked = Promise.all([db.app, db.drain, db.reader].map((pool) => pool.query("select 1")))
  return asked.then(
    () => true,
    () => false,
  )
}

/** Express's own errors say their status (a malformed body, a missing file); all others are ours. */
function answerFailure(onFailure: (error: unknown) => void) {
  return (error: { status?: number }, _req: Request, res: Response, _next: NextFunction) => {
    if (error.status === 404) return replyError(res, "not-found")
    if (error.status && error.status < 500) return replyError(res, "bad-request")
    onFailure(error)
    replyError(res, "internal")
  }
}
