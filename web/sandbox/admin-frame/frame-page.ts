import type { Request, Response } from "express"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { html } from "#web/sandbox/operator/html.ts"
import { sendOperator } from "#web/sandbox/operator/shell.ts"
import { appAddress } from "./app-address.ts"

/** The admin page with the app in its frame; `screen` is the app's path that is asked for. */
export async function sendFrame(
  context: SandboxContext,
  request: Request,
  response: Response,
  screen: string,
): Promise<void> {
  const menu = "/admin/apps/regulars"
  if (!context.shop().installation) {
    const body = html`<section class="card empty"><h2>Regulars is not installed</h2>
      <p><a class="button primary" href="/admin/app">Install it</a></p></section>`
    return sendOperator(context, request, response, { title: "Regulars", menu, body })
  }
  const origin = new URL(context.app.url).origin
  const address = await appAddress(context, screen)
  sendOperator(context, request, response, {
    title: "Regulars",
    menu,
    bare: true,
    submenu: html`<ul id="app-nav" aria-label="Regulars"></ul>`,
    policy: ["script-src 'self'", "connect-src 'self'", `frame-src ${origin}`],
    head: html`<link rel="stylesheet" href="/admin/frame/frame.css">
      <script src="/admin/frame/frame.js" defer></script>`,
    body: html`
      <iframe id="app-frame" title="Regulars" name="app-iframe" src="${address}"
        data-origin="${origin}" allow="clipboard-write"></iframe>
      <div id="loading" class="loading" role="status"><span class="hidden">Loading</span></div>
      <div id="save-bar" class="save-bar" role="region" aria-label="Unsaved changes" hidden>
        <p>Unsaved changes</p>
        <button class="button" id="discard" type="button">Discard</button>
        <button class="button primary" id="save" type="button">Save</button>
      </div>
      <div id="toasts" class="toasts" role="status"></div>`,
  })
}
