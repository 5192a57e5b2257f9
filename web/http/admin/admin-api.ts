import { type NextFunction, type Request, type Response, Router } from "express"
import { createYoga, type Plugin } from "graphql-yoga"
import { type AuthenticateDeps, authenticate } from "./authenticate.ts"
import { boundedQuery } from "./bounded-query.ts"
import type { AdminContext, AdminDeps } from "./builder.ts"
import { adminSchema } from "./schema.ts"

export type AdminApiDeps = AuthenticateDeps &
  AdminDeps & {
    /** Told of every error that was not expected; the caller only reads "unexpected". */
    onUnexpectedError: (error: unknown) => void
  }

const mostBytes = 256 * 1024
const mostTokens = 3_000

/**
 * The admin's GraphQL API, to be mounted at /admin/graphql. POST with JSON and a Shopify ID token only: 401 with
 * Shopify's retry header for a token that cannot be believed, 403 for a shop that is not installed.
 */
export function adminApi(deps: AdminApiDeps): Router {
  const yoga = createYoga<{ admin: AdminContext }, AdminContext>({
    schema: adminSchema,
    graphqlEndpoint: "*",
    context: ({ admin }) => admin,
    maxRequestBodySize: mostBytes,
    plugins: [bounds],
    maskedErrors: { errorMessage: "unexpected", isDev: false },
    logging: { debug() {}, info() {}, warn() {}, error: deps.onUnexpectedError },
    graphiql: false,
    landingPage: false,
    cors: false,
    multipart: false,
  })
  const router = Router()
  router.post("/", async (request: Request, response: Response, next: NextFunction) => {
    try {
      if (!request.is("application/json")) return refuse(response, 415, "json-expected")
      const authenticated = await authenticate(deps, request.headers.authorization)
      if (!authenticated.ok) return refuseSession(response, authenticated.reason)
      response.set("cache-control", "no-store")
      await yoga(request, response, { admin: { session: authenticated.session, deps } })
    } catch (error) {
      next(error)
    }
  })
  return router
}

const bounds: Plugin = {
  onParse: ({ parseFn, setParseFn }) =>
    setParseFn((source, options) => parseFn(source, { ...options, maxTokens: mostTokens })),
  onValidate: ({ addValidationRule }) => addValidationRule(boundedQuery),
}

function refuseSession(response: Response, reason: "invalid-session" | "shop-not-installed") {
  if (reason === "shop-not-installed") return refuse(response, 403, reason)
  // App Bridge fetches a fresh token and asks once more.
  response.set("X-Shopify-Retry-Invalid-Session-Request", "1")
  refuse(response, 401, reason)
}

const messages = {
  "json-expected": "Send JSON.",
  "invalid-session": "Open Regulars from your Shopify admin again.",
  "shop-not-installed": "Regulars is not installed in this shop.",
}

function refuse(response: Response, status: number, code: keyof typeof messages): void {
  response.status(status).json({ error: { code, message: messages[code] } })
}
