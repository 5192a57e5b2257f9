import { join } from "node:path"
import express, { type Express, type RequestHandler, type Response } from "express"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { mintIdToken } from "#web/sandbox/oauth/id-token.ts"
import { extensionReader } from "#web/sandbox/storefront/extension/read-extension.ts"
import { EXTENSION_FOLDER } from "#web/sandbox/storefront/storefront.ts"
import { bundled } from "./bundle.ts"
import { extensionStatus } from "./extension-status.ts"
import { sendFrame } from "./frame-page.ts"

/** The app inside the admin, as Shopify frames it, and the script that stands in for App Bridge. */
export function mountAdminFrame(
  app: Express,
  context: SandboxContext,
  extensionFolder: string = EXTENSION_FOLDER,
): void {
  const extension = extensionReader(extensionFolder)

  app.get("/app-bridge.js", async (_request, response) => {
    sendScript(response, await bundled("bridge"))
  })
  app.get("/admin/frame/frame.js", async (_request, response) => {
    sendScript(response, await bundled("page"))
  })
  app.use("/admin/frame", express.static(join(import.meta.dirname, "assets"), { index: false }))

  app.get("/sandbox/id-token", sameOrigin, async (_request, response) => {
    if (!context.shop().installation) return response.status(404).json({ token: null })
    return response.set("Cache-Control", "no-store").json({ token: await mintIdToken(context) })
  })
  app.get("/sandbox/app-extensions", sameOrigin, (_request, response) => {
    response.json({ extensions: extensionStatus(context, extension()) })
  })

  app.get(["/admin/apps/regulars", "/admin/apps/regulars/*screen"], (request, response) => {
    const screen = request.originalUrl.slice("/admin/apps/regulars".length)
    return sendFrame(context, request, response, screen.startsWith("/") ? screen : `/${screen}`)
  })
}

/** Not for scripts of other sites; a request that comes from no page at all is a test's. */
const sameOrigin: RequestHandler = (request, response, next) => {
  const site = request.get("sec-fetch-site") ?? "same-origin"
  if (site === "same-origin" || site === "none") next()
  else response.sendStatus(403)
}

function sendScript(response: Response, text: string): void {
  response.set({ "Cache-Control": "no-cache", "Cross-Origin-Resource-Policy": "cross-origin" })
  response.set("X-Content-Type-Options", "nosniff").type("text/javascript").send(text)
}
