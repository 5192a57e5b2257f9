import type { Request, RequestHandler } from "express"
import { z } from "zod"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { shopOfRequest } from "#web/sandbox/shop-of-request.ts"

type Work<Body> = (shop: SandboxContext, body: Body, request: Request) => unknown

/**
 * An address of the sandbox's control panel: checks the body, works for the shop asked for and
 * answers JSON. What works returns null for "no such thing" (404) or `{ ok: false, reason }` for a
 * refusal (422).
 */
export function controlRoute<Schema extends z.ZodType>(
  context: SandboxContext,
  schema: Schema,
  work: Work<z.infer<Schema>>,
): RequestHandler {
  return async (request, response) => {
    const shop = shopOfRequest(context, request, response)
    if (!shop) return
    const parsed = schema.safeParse(request.body ?? {})
    if (!parsed.success) {
      const message = z.prettifyError(parsed.error)
      response.status(422).json({ error: { code: "bad-request", message } })
      return
    }
    const result = await work(shop, parsed.data, request)
    if (result === null || result === undefined) {
      response.status(404).json({ error: { code: "not-found", message: "There is none." } })
    } else if (isRefusal(result)) {
      response.status(422).json({ error: { code: result.reason, message: result.reason } })
    } else response.json(result)
  }
}

/** For addresses that take no body. */
export const nothing = z.object({}).loose()

export function pathId(request: Request): string {
  return String(request.params.id ?? "")
}

function isRefusal(result: unknown): result is { ok: false; reason: string } {
  return typeof result === "object" && result !== null && "ok" in result && result.ok === false
}
