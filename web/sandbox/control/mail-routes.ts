import type { Router } from "express"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { controlRoute, nothing, pathId } from "./control-route.ts"

/** The mails that were caught, newest first; `?to=` picks one address. */
export function mailRoutes(router: Router, context: SandboxContext): void {
  const { mails } = context.root
  router.get(
    "/mails",
    controlRoute(context, nothing, (_shop, _body, request) => {
      const to = typeof request.query.to === "string" ? request.query.to.toLowerCase() : null
      const newest = mails.page({ orderBy: "receivedAt", reverse: true, limit: 200 })
      const wanted = to
        ? newest.filter((mail) => mail.to.some((one) => one.toLowerCase() === to))
        : newest
      return { mails: wanted }
    }),
  )
  router.get(
    "/mails/:id",
    controlRoute(context, nothing, (_shop, _body, request) => {
      const mail = mails.get(pathId(request))
      return mail && { mail }
    }),
  )
  router.delete(
    "/mails",
    controlRoute(context, nothing, () => {
      for (const mail of mails.all()) mails.delete(mail.id)
      return { ok: true }
    }),
  )
}
