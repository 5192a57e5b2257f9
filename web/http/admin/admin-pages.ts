import { join } from "node:path"
import { type Request, type Response, Router, static as serveStatic } from "express"
import { type AuthenticateDeps, verifiedClaims } from "./authenticate.ts"
import { adminDocument, adminPaths } from "./document.ts"
import { securityHeaders } from "./security-headers.ts"

export type AdminPagesDeps = AuthenticateDeps & {
  /** Shopify's App Bridge, or the sandbox's stand-in. */
  appBridgeUrl: string
  /** Where the sandbox's admin is served; null: real shops. */
  sandboxOrigin: string | null
  /** Makes a shop ours that opened the app for the first time, or again: trades its ID token for access. */
  install: (idToken: string, domain: string) => Promise<unknown>
}

const assets = join(import.meta.dirname, "..", "..", "..", "dist", "admin", "assets")

/** The admin's pages and their scripts, to be mounted at the root. Errors of `install` go to Express. */
export function adminPages(deps: AdminPagesDeps): Router {
  const router = Router()
  // Their names change with their contents.
  router.use("/assets", serveStatic(assets, { immutable: true, maxAge: "1y", index: false }))
  router.get(adminPaths, async (request, response) => {
    const shop = await shopOf(deps, request)
    send(deps, response, shop, textOf(request, "locale") ?? "en")
  })
  return router
}

/**
 * The shop that the page is for: the one that a good ID token names, which is installed if need be; else the one that
 * the address claims, if we know it. The claim only decides who may frame the page: there is no data in it.
 */
async function shopOf(deps: AdminPagesDeps, request: Request): Promise<string | null> {
  const idToken = textOf(request, "id_token")
  const claims = idToken ? await verifiedClaims(deps, idToken) : null
  const domain = claims?.domain ?? textOf(request, "shop")
  if (!domain) return null
  const known = await deps.shops.find(domain)
  if (known?.installed) return known.domain
  if (!claims || !idToken) return null
  await deps.install(idToken, claims.domain)
  return claims.domain
}

function send(deps: AdminPagesDeps, response: Response, shop: string | null, locale: string): void {
  const { apiKey, appBridgeUrl, sandboxOrigin } = deps
  response
    .set(securityHeaders({ shop, appBridgeUrl, sandboxOrigin }))
    .type("html")
    .send(adminDocument({ apiKey, appBridgeUrl, shop, locale }))
}

function textOf(request: Request, name: string): string | null {
  const value = request.query[name]
  return typeof value === "string" && value ? value : null
}
