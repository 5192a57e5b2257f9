import type { Router } from "express"
import { z } from "zod"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { changeScopes, installApp, uninstallApp } from "#web/sandbox/oauth/installation.ts"
import { controlRoute, nothing } from "./control-route.ts"

/** Whether our app is installed on the shop, and with which scopes. */
export function appRoutes(router: Router, context: SandboxContext): void {
  router.get(
    "/app",
    controlRoute(context, nothing, (shop) => ({
      installation: shop.shop().installation ?? false,
      url: context.app.url,
      apiKey: context.app.apiKey,
    })),
  )
  router.post(
    "/app/install",
    controlRoute(context, nothing, (shop) => ({ shop: installApp(shop) })),
  )
  router.post(
    "/app/uninstall",
    controlRoute(context, nothing, (shop) => ({ shop: uninstallApp(shop) })),
  )
  router.post(
    "/app/scopes",
    controlRoute(context, z.object({ scopes: z.array(z.string()) }), (shop, body) => ({
      shop: changeScopes(shop, body.scopes),
    })),
  )
}
