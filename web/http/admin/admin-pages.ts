import { join } from "node:path"
import express, { type NextFunction, type Request, type Response, Router } from "express"
import { PlatformError } from "#web/platforms/platform.ts"
import { isShopDomain } from "#web/platforms/shopify/api.ts"
import { readIdToken } from "#web/platforms/shopify/id-token.ts"
import { chooseCompressed } from "./choose-compressed.ts"
import { adminDocument, adminPaths } from "./document.ts"
import { type InstallDeps, installShop } from "./install.ts"
import { securityHeaders } from "./security-headers.ts"

export type AdminPagesDeps = InstallDeps & {
  apiKey: string
  apiSecrets: readonly string[]
  appBridgeUrl: string
  sandboxOrigin: string | null
  onFailure: (error: unknown) => void
}

const builtAdmin = join(import.meta.dirname, "..", "..", "..", "dist", "admin")

/**
 * The pages of the embedded admin app and their files. Shopify opens them with an ID token; the first time, or after
 * an uninstall, that installs the shop. Without a token the page still loads, framed by a shop that we know: App Bridge
 * then brings one.
 */
export function adminPages(deps: AdminPagesDeps): Router {
  const router = Router()
  const files = { index: false, immutable: true, maxAge: "1y", fallthrough: false } as const
  router.use("/assets", chooseCompressed, express.static(join(builtAdmin, "assets"), files))
  router.get(adminPaths, async (request: Request, response: Response, next: NextFunction) => {
    try {
      const shop = await shopOf(deps, request)
      response.set(securityHeaders({ ...deps, shop }))
      const locale = String(request.query.locale ?? "en")
      response.type("html").send(adminDocument({ ...deps, shop, locale }))
    } catch (error) {
      next(error)
    }
  })
  return router
}

/** The shop whose admin shows the page: proven by the ID token, or else named and known. Null: none. */
async function shopOf(deps: AdminPagesDeps, request: Request): Promise<string | null> {
  const { apiKey, apiSecrets: secrets, now } = deps
  const idToken = String(request.query.id_token ?? "")
  const proven = idToken ? await readIdToken(idToken, { apiKey, secrets, now: now() }) : null
  if (proven) {
    await installOnce(deps, idToken, proven.shopDomain)
    return proven.shopDomain
  }
  const named = String(request.query.shop ?? "").toLowerCase()
  return isShopDomain(named) && (await deps.shops.find(named)) ? named : null
}

/** A failure shows in the app as a shop that is not installed; opening it again tries again. */
async function installOnce(deps: AdminPagesDeps, idToken: string, domain: string): Promise<void> {
  const known = await deps.shops.find(domain)
  if (known?.installed && (await deps.tokens.load(domain))) return
  try {
    await installShop(deps, idToken, domain)
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error
    deps.onFailure(error)
  }
}
