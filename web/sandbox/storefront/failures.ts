import type { ErrorRequestHandler, Express } from "express"
import { LiquidError } from "liquidjs"
import { escapeHtml } from "./liquid/escape.ts"
import { sendMissing } from "./pages/missing.ts"
import type { Storefront } from "./storefront.ts"

/** Pages that do not exist, and failures: in words, and a template's mistake with its place. */
export function mountFailures(app: Express, storefront: Storefront): void {
  app.use((request, response, next) => {
    const page = request.method === "GET" && request.accepts("html")
    return page ? sendMissing(storefront, request, response) : next()
  })
  const failed: ErrorRequestHandler = (error, request, response, next) => {
    if (response.headersSent) return next(error)
    const status = Number(error?.status) || 500
    // A template of the developer's is at fault: Shopify too prints "Liquid error" with its place.
    const told = status < 500 || LiquidError.is(error) || error instanceof SyntaxError
    if (!told) console.error(error)
    const words = told ? String(error.message) : "Server error"
    if (!request.accepts("html") || request.path.endsWith(".js")) {
      return response.status(status).json({ status, message: words, description: words })
    }
    return response
      .status(status)
      .type("html")
      .send(`<pre>${escapeHtml(words)}</pre>`)
  }
  app.use(failed)
}
