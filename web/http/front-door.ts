import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"

type Handler = (req: IncomingMessage, res: ServerResponse) => unknown

/**
 * The app's one HTTP server. Webhooks and the storefront API are answered before Express, which alone would cost more
 * than all of their own work (about 110 us a request against 30); everything else goes through it.
 */
export function frontDoor(doors: {
  shopifyWebhooks: Handler
  storefront: Handler
  everythingElse: Handler
}): Server {
  // Without a stream for the body that a GET has not: a tenth of what an answer costs.
  const server = createServer({ optimizeEmptyRequests: true }, (req, res) => {
    const url = req.url ?? "/"
    if (url === "/webhooks/shopify" && req.method === "POST") return doors.shopifyWebhooks(req, res)
    if (url.startsWith("/proxy/")) return doors.storefront(req, res)
    return doors.everythingElse(req, res)
  })
  // Longer than any load balancer's: a connection is never closed under a request.
  server.keepAliveTimeout = 65_000
  // Shopify gives up after five seconds; whoever sends more slowly is no shop.
  server.headersTimeout = 10_000
  server.requestTimeout = 30_000
  return server
}
