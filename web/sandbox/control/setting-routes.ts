import type { Router } from "express"
import { z } from "zod"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { controlRoute, nothing } from "./control-route.ts"

const faults = z.object({
  rate: z.number().min(0).max(1).default(0),
  kind: z.enum(["none", "429", "500", "timeout-after-success", "slow"]).default("none"),
  slowMs: z.number().int().min(0).max(60_000).default(2000),
})

const admin = z.object({
  bucketSize: z.number().int().min(1).optional(),
  restoreRate: z.number().min(0).optional(),
  bulkMs: z.number().int().min(0).optional(),
})

/** How the Admin API fails on purpose, and its limits. */
export function settingRoutes(router: Router, context: SandboxContext): void {
  const { settings } = context.root
  router.get(
    "/faults",
    controlRoute(context, nothing, () => ({ faults: settings.get("faults") })),
  )
  router.post(
    "/faults",
    controlRoute(context, faults, (_shop, body) => ({ faults: settings.set("faults", body) })),
  )
  router.get(
    "/admin-api",
    controlRoute(context, nothing, () => ({ settings: settings.get("admin") })),
  )
  router.post(
    "/admin-api",
    controlRoute(context, admin, (_shop, body) => {
      const changes = Object.entries(body).filter(([, value]) => value !== undefined)
      const next = { ...settings.get("admin"), ...Object.fromEntries(changes) }
      return { settings: settings.set("admin", next) }
    }),
  )
}
