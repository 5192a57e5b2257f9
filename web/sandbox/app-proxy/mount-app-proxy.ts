import http from "node:http"
import https from "node:https"
import type { Express, Request, Response } from "express"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { signQuery } from "./sign-query.ts"

const prefix = "/apps/loyalty"
const answerWithinMs = 10_000

/** What Shopify adds itself: a shopper cannot send these along. */
const ownKeys = ["shop", "logged_in_customer_id", "path_prefix", "timestamp", "signature", "hmac"]

/** Never passed on, in either direction. */
const heldBack = new Set([
  "cookie",
  "set-cookie",
  "host",
  "connection",
  "keep-alive",
  "transfer-encoding",
  "upgrade",
  "te",
  "trailer",
  "proxy-authorization",
  "accept-encoding",
])

/**
 * Passes `/apps/loyalty/*` on to the app's `/proxy/*`: any method, any body, signed query, no
 * cookies.
 */
export function mountAppProxy(app: Express, context: SandboxContext): void {
  const agent = new http.Agent({ keepAlive: true })
  app.use(prefix, (request, response) => {
    const url = appAddress(context, request)
    const secure = url.protocol === "https:"
    const forwarded = (secure ? https : http).request(url, {
      method: request.method,
      headers: headersFor(context, request),
      timeout: answerWithinMs,
      ...(secure ? {} : { agent }),
    })
    forwarded.on("response", (answer) => {
      passBack(context, request, response, answer).catch(() => fail(response))
    })
    forwarded.on("timeout", () => forwarded.destroy(new Error("the app did not answer in time")))
    forwarded.on("error", () => fail(response))
    response.on("close", () => {
      if (!response.writableFinished) forwarded.destroy()
    })
    request.pipe(forwarded)
  })
}

function appAddress(context: SandboxContext, request: Request): URL {
  const asked = new URL(request.originalUrl, "http://storefront")
  const query = asked.searchParams
  for (const key of ownKeys) query.delete(key)
  query.append("shop", context.domain)
  query.append("logged_in_customer_id", context.hooks.customerOf(request)?.id ?? "")
  query.append("path_prefix", prefix)
  query.append("timestamp", String(Math.floor(context.clock.now().getTime() / 1000)))
  query.append("signature", signQuery(query, context.app.apiSecret))
  return new URL(`${context.app.url}/proxy${asked.pathname.slice(prefix.length)}?${query}`)
}

function headersFor(context: SandboxContext, request: Request): http.OutgoingHttpHeaders {
  const kept = Object.entries(request.headers).filter(([name]) => !heldBack.has(name))
  const address = request.socket.remoteAddress ?? ""
  const before = request.get("x-forwarded-for")
  return {
    ...Object.fromEntries(kept),
    "x-forwarded-for": before ? `${before}, ${address}` : address,
    "x-forwarded-host": context.domain,
    "x-forwarded-proto": "https",
  }
}

async function passBack(
  context: SandboxContext,
  request: Request,
  response: Response,
  answer: http.IncomingMessage,
): Promise<void> {
  response.status(answer.statusCode ?? 502)
  for (const [name, value] of Object.entries(answer.headers)) {
    if (!heldBack.has(name) && value !== undefined) response.setHeader(name, value)
  }
  if (answer.headers["content-type"]?.startsWith("application/liquid")) {
    const chunks: Buffer[] = []
    for await (const chunk of answer) chunks.push(chunk as Buffer)
    response.removeHeader("content-length")
    response.removeHeader("content-type")
    const liquid = Buffer.concat(chunks).toString("utf8")
    return await context.hooks.sendLiquid(request, response, liquid)
  }
  answer.pipe(response)
}

function fail(response: Response): void {
  if (response.headersSent) return void response.destroy()
  response.status(502).type("text/html").send("There was an error in the third-party application.")
}
