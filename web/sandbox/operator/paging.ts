import type { Request } from "express"
import { type Html, html } from "./html.ts"

/** Rows on one page of a list. */
export const PAGE_SIZE = 50

/** Where this page of a list starts; null on the first. */
export function pageOf(request: Request): string | null {
  const { before } = request.query
  return typeof before === "string" && before !== "" ? before : null
}

/** Links to the newest and to older rows, where there are any. */
export function pageLinks(path: string, page: string | null, more: string | null): Html | null {
  if (page === null && more === null) return null
  const older = `${path}${path.includes("?") ? "&" : "?"}before=${encodeURIComponent(more ?? "")}`
  return html`<nav class="pages" aria-label="Pages">
    ${page !== null && html`<a href="${path}">Newest</a>`}
    ${more !== null && html`<a href="${older}">Older</a>`}
  </nav>`
}
