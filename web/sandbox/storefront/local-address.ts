/**
 * An address on this shop from what a link asks for, or `fallback`. Never another site: what starts
 * with two slashes, a backslash or a scheme is refused.
 */
export function localAddress(asked: unknown, fallback: string): string {
  if (typeof asked !== "string" || !/^\/(?![/\\])/.test(asked)) return fallback
  const base = "http://shop.invalid"
  const url = URL.canParse(asked, base) ? new URL(asked, base) : null
  return url?.origin === base ? `${url.pathname}${url.search}` : fallback
}
