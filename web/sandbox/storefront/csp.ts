/**
 * Stricter than any shop's own policy: no inline script or style, nothing from elsewhere. A widget
 * that works under this one works anywhere.
 */
export const STOREFRONT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join("; ")

/** The headers of a storefront page. */
export function storefrontHeaders(): Record<string, string> {
  return {
    "Content-Security-Policy": STOREFRONT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    // Who is signed in and what lies in the cart is in the page.
    "Cache-Control": "private, no-store",
  }
}
