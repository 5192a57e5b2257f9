import type { Request, Response } from "express"
import type { SandboxContext } from "./context.ts"

/**
 * The shop a request is for: named by the header `X-Sandbox-Shop-Domain` (or `?shop=`), else the
 * demo shop. Answers 404 itself and returns null if there is none of that domain.
 */
export function shopOfRequest(
  context: SandboxContext,
  request: Request,
  response: Response,
): SandboxContext | null {
  const asked = request.get("x-sandbox-shop-domain") ?? request.query.shop
  if (typeof asked !== "string" || asked === "" || asked === context.domain) return context
  const found = context.forShop(asked.toLowerCase())
  if (!found) response.status(404).json({ errors: "Not Found" })
  return found
}
