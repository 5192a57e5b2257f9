export type FramedBy = {
  /** A shop that the directory knows, or that a verified ID token names; null: framed by nobody. */
  shop: string | null
  appBridgeUrl: string
  /** Where the sandbox's admin is served; null: real shops. */
  sandboxOrigin: string | null
}

/**
 * The headers of every HTML page of the admin. Only the shop's own admin may frame it, so the answer differs for each
 * shop; scripts are ours and App Bridge, nothing inline.
 */
export function securityHeaders({
  shop,
  appBridgeUrl,
  sandboxOrigin,
}: FramedBy): Record<string, string> {
  const bridge = new URL(appBridgeUrl).origin
  const sandbox = sandboxOrigin ? [sandboxOrigin] : []
  const policy: Record<string, string[]> = {
    "default-src": ["'none'"],
    "script-src": ["'self'", bridge],
    // Polaris sets positions and sizes as style attributes.
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "https://cdn.shopify.com"],
    "font-src": ["'self'"],
    "connect-src": ["'self'", ...(sandboxOrigin ? sandbox : shopifyOwn)],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": shop
      ? [`https://${shop}`, "https://admin.shopify.com", ...sandbox]
      : ["'none'"],
  }
  const directives = Object.entries(policy).map(([name, values]) => `${name} ${values.join(" ")}`)
  return {
    "content-security-policy": directives.join("; "),
    "cache-control": "no-store",
    "referrer-policy": "origin",
    "x-content-type-options": "nosniff",
    "strict-transport-security": "max-age=31536000",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
  }
}

/** Where App Bridge reports how fast the page was. */
const shopifyOwn = ["https://*.shopify.com", "https://*.shopifysvc.com"]
