import type { Router } from "express"
import { z } from "zod"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { keepRefreshTokensAlive } from "#web/sandbox/oauth/tokens.ts"
import { controlRoute, nothing } from "./control-route.ts"

const change = z.object({
  offsetMs: z.number().int().optional(),
  now: z.iso.datetime({ offset: true }).optional(),
  /**
   * "lapse": the app slept through the jump, so refresh tokens may end; else it kept them alive.
   */
  tokens: z.enum(["keep", "lapse"]).default("keep"),
})

/** GET and POST /sandbox/clock: { offsetMs, now }. */
export function clockRoutes(router: Router, context: SandboxContext): void {
  const state = () => ({
    offsetMs: context.clock.offsetMs(),
    now: context.clock.now().toISOString(),
  })
  router.get("/clock", controlRoute(context, nothing, state))
  router.post(
    "/clock",
    controlRoute(context, change, (_shop, body) => {
      const before = context.clock.offsetMs()
      if (body.now !== undefined) context.clock.setNow(new Date(body.now))
      else if (body.offsetMs !== undefined) context.clock.setOffset(body.offsetMs)
      if (body.tokens === "keep") keepRefreshTokensAlive(context, context.clock.offsetMs() - before)
      context.deliverer.wake()
      return state()
    }),
  )
}
