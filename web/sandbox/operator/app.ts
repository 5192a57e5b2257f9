import type { Express } from "express"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { installApp, uninstallApp } from "#web/sandbox/oauth/installation.ts"
import { buttonForm } from "./fields.ts"
import { html } from "./html.ts"
import { badge, time } from "./labels.ts"
import { sendDone } from "./notices.ts"
import { sendOperator } from "./shell.ts"

const PATH = "/admin/app"

/** Whether our app is installed on the shop, and installing and removing it. */
export function mountApp(app: Express, context: SandboxContext): void {
  app.get(PATH, (request, response) => {
    const { installation } = context.shop()
    const state = installation ? badge("Installed", "good") : badge("Not installed")
    const facts = html`<dl class="facts">
      <div><dt>Address</dt><dd><code>${context.app.url}</code></dd></div>
      <div><dt>Client id</dt><dd><code>${context.app.apiKey}</code></dd></div>
      ${
        installation &&
        html`<div><dt>Since</dt><dd>${time(installation.installedAt)}</dd></div>
        <div><dt>Scopes</dt><dd>${installation.scopes.map((scope) => badge(scope))}</dd></div>`
      }
    </dl>`
    const uninstall = html`<details class="act"><summary>Uninstall</summary>
      <p>Its tokens end at once, and it hears app/uninstalled; 48 hours later, shop/redact.</p>
      ${buttonForm(`${PATH}/uninstall`, "Uninstall the app", "danger")}</details>`
    const open = html`<a class="button primary" href="/admin/apps/regulars">Open the app</a>`
    sendOperator(context, request, response, {
      title: "App installation",
      menu: PATH,
      actions: html`${state} ${installation && open}`,
      body: html`<section class="card">${facts}</section><section class="card">
        ${installation ? uninstall : buttonForm(`${PATH}/install`, "Install the app", "primary")}
        </section>`,
    })
  })

  app.post(`${PATH}/install`, (_request, response) => {
    installApp(context)
    return sendDone(response, PATH, "installed")
  })

  app.post(`${PATH}/uninstall`, (_request, response) => {
    uninstallApp(context)
    return sendDone(response, PATH, "uninstalled")
  })
}
