import express, { type Express, type RequestHandler, Router } from "express"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { appRoutes } from "./app-routes.ts"
import { clockRoutes } from "./clock-routes.ts"
import { customerRoutes } from "./customer-routes.ts"
import { mailRoutes } from "./mail-routes.ts"
import { orderRoutes } from "./order-routes.ts"
import { settingRoutes } from "./setting-routes.ts"
import { shopRoutes } from "./shop-routes.ts"
import { webhookRoutes } from "./webhook-routes.ts"

/**
 * The sandbox's control panel for tests and scripts, as JSON below /sandbox; for this machine only.
 */
export function mountControl(app: Express, context: SandboxContext, reset: () => void): void {
  const router = Router()
  router.use(onlyFromHere, onlyJson, express.json({ limit: "20mb" }))
  clockRoutes(router, context)
  shopRoutes(router, context, reset)
  customerRoutes(router, context)
  orderRoutes(router, context)
  webhookRoutes(router, context)
  settingRoutes(router, context)
  appRoutes(router, context)
  mailRoutes(router, context)
  app.use("/sandbox", router)
}

const onlyFromHere: RequestHandler = (request, response, next) => {
  const address = request.socket.remoteAddress ?? ""
  if (/^(::ffff:)?127\.|^::1$/.test(address)) next()
  else response.status(404).end()
}

/** A form on some web page cannot post JSON, so no page can turn the sandbox's knobs. */
const onlyJson: RequestHandler = (request, response, next) => {
  const harmless = request.method === "GET" || request.method === "HEAD"
  const empty = request.headers["content-length"] === "0" || !request.headers["content-type"]
  if (harmless || request.is("application/json") || (empty && isOwn(request.headers.origin))) next()
  else response.status(415).json({ error: { code: "bad-request", message: "Send JSON." } })
}

function isOwn(origin: string | undefined): boolean {
  return origin === undefined || /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/.test(origin)
}
