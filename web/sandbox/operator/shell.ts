import type { Request, Response } from "express"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { type Html, html } from "./html.ts"
import { noticeOf } from "./notices.ts"

/** Nothing but our own styles; the frame page widens it for its script and the app. */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
]

export type OperatorPage = {
  title: string
  /** The address of the menu entry that is marked. */
  menu: string
  body: Html
  /** Beside the title: links and buttons. */
  actions?: Html
  /** Where the arrow before the title leads. */
  back?: string
  /** More for the head, and more sources for the policy. */
  head?: Html
  policy?: string[]
  /** Entries below the one that is marked. */
  submenu?: Html
  /** The page is the frame of an app: no heading of its own. */
  bare?: boolean
  status?: number
}

const MENU: [path: string, label: string][][] = [
  [
    ["/admin/orders", "Orders"],
    ["/admin/customers", "Customers"],
    ["/admin/discounts", "Discounts"],
    ["/admin/theme", "Theme"],
  ],
  [["/admin/apps/regulars", "Regulars"]],
  [
    ["/admin/app", "App installation"],
    ["/admin/webhooks", "Webhooks"],
    ["/admin/faults", "Faults"],
    ["/admin/clock", "Clock"],
    ["/mail", "Mail"],
  ],
]

/** Sends a page of the back office with its menu, and what the last action came to. */
export function sendOperator(
  context: SandboxContext,
  request: Request,
  response: Response,
  page: OperatorPage,
): void {
  const notice = noticeOf(request)
  const shop = context.shop()
  const document = html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${page.title} · ${shop.name} back office</title>
  <link rel="icon" href="/cdn/theme/leaf.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/admin/assets/shell.css">
  <link rel="stylesheet" href="/admin/assets/parts.css">
  ${page.head}
</head>
<body data-shop="${shop.name}"${page.bare && html` class="bare"`}>
  <a class="skip" href="#main">Skip to content</a>
  <header class="top">
    <a class="top-name" href="/admin/orders">${shop.name}</a>
    <span class="top-badge">Sandbox</span>
    <a class="top-link" href="/">View shop</a>
  </header>
  <div class="frame">
    <nav class="menu" aria-label="Back office">${MENU.map((group) => menuGroup(group, page))}</nav>
    <main id="main" class="main" tabindex="-1">
      ${notice && html`<p class="notice notice-${notice.tone}" role="status">${notice.text}</p>`}
      ${!page.bare && heading(page)}
      ${page.body}
    </main>
  </div>
</body>
</html>`
  const policy = [...POLICY, ...(page.policy ?? [])].join("; ")
  response
    .status(page.status ?? 200)
    .set({ "Content-Security-Policy": policy, "Cache-Control": "no-store" })
    .set({ "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin" })
    .type("html")
    .send(document.markup)
}

function menuGroup(group: [string, string][], page: OperatorPage): Html {
  const entries = group.map(([path, label]) => {
    const current = path === page.menu && html` aria-current="page"`
    const below = path === page.menu && page.submenu
    return html`<li><a href="${path}"${current}>${label}</a>${below}</li>`
  })
  return html`<ul>${entries}</ul>`
}

function heading(page: OperatorPage): Html {
  const back =
    page.back && html`<a class="back" href="${page.back}" aria-label="Back to the list">←</a>`
  return html`<div class="heading">${back}<h1>${page.title}</h1>
    <div class="heading-actions">${page.actions}</div></div>`
}
