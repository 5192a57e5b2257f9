import { join } from "node:path"
import express, { type Express, type RequestHandler } from "express"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { mountApp } from "./app.ts"
import { mountClock } from "./clock.ts"
import { mountCustomers } from "./customers.ts"
import { mountDiscounts } from "./discounts.ts"
import { mountFaults } from "./faults.ts"
import { mountMail } from "./mail.ts"
import { sendFailed } from "./notices.ts"
import { mountOrders } from "./orders/mount-orders.ts"
import { mountTheme } from "./theme.ts"
import { mountWebhooks } from "./webhooks/mount-webhooks.ts"

/** The shop's back office: what a merchant does in Shopify's admin, and what goes wrong on purpose. */
export function mountOperator(app: Express, context: SandboxContext): void {
  const assets = join(import.meta.dirname, "assets")
  app.use("/admin/assets", express.static(assets, { index: false, redirect: false }))
  app.use(["/admin", "/mail"], ownFormsOnly)
  app.get("/admin", (_request, response) => response.redirect(303, "/admin/orders"))
  mountOrders(app, context)
  mountCustomers(app, context)
  mountDiscounts(app, context)
  mountTheme(app, context)
  mountApp(app, context)
  mountWebhooks(app, context)
  mountFaults(app, context)
  mountClock(app, context)
  mountMail(app, context)
}

/** No page elsewhere may post here: the back office has no sign-in of its own. */
const ownFormsOnly: RequestHandler = (request, response, next) => {
  const { origin } = request.headers
  const own = origin === undefined || URL.parse(origin)?.host === request.headers.host
  if (request.method === "GET" || request.method === "HEAD" || own) return next()
  return sendFailed(response, "/admin/orders", "not-allowed")
}
