import type { Express } from "express"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { keepRefreshTokensAlive } from "#web/sandbox/oauth/tokens.ts"
import { field, formBody, formOf } from "#web/sandbox/storefront/form.ts"
import { form, textField } from "./fields.ts"
import { html } from "./html.ts"
import { time } from "./labels.ts"
import { sendDone, sendFailed } from "./notices.ts"
import { sendOperator } from "./shell.ts"

const PATH = "/admin/clock"
const DAY_MS = 86_400_000

/** The sandbox's time, which the app follows: set it, or let days go by. */
export function mountClock(app: Express, context: SandboxContext): void {
  const { clock, deliverer } = context
  const setOffset = (offsetMs: number) => {
    const byMs = offsetMs - clock.offsetMs()
    clock.setOffset(offsetMs)
    keepRefreshTokensAlive(context, byMs)
    // Retries and delayed deliveries may be due now.
    deliverer.wake()
  }

  app.get(PATH, (request, response) => {
    const now = clock.now().toISOString()
    const days = Math.round(clock.offsetMs() / DAY_MS)
    const jump = (label: string, value: number | "reset") => html`<form class="button-form"
      method="post" action="${PATH}/jump"><input type="hidden" name="by" value="${value}">
      <button class="button" type="submit">${label}</button></form>`
    const fields = textField("Date and time, in UTC", "now", now.slice(0, 16), {
      type: "datetime-local",
      required: true,
    })
    sendOperator(context, request, response, {
      title: "Clock",
      menu: PATH,
      body: html`<section class="card"><h2>${time(now)}</h2>
        <p class="quiet">${days === 0 ? "The machine's own time." : `${days} days from the machine's time.`}</p>
        <div class="act-row">${jump("1 day on", 1)}${jump("30 days on", 30)}${jump("365 days on", 365)}
          ${jump("Back to the machine's time", "reset")}</div></section>
        <section class="card"><h2>Set it</h2>${form(PATH, "Set the clock", fields, "primary")}</section>`,
    })
  })

  app.post(PATH, formBody, (request, response) => {
    const now = Date.parse(`${field(formOf(request), "now")}Z`)
    if (Number.isNaN(now)) return sendFailed(response, PATH, "bad-time")
    setOffset(now - Date.now())
    return sendDone(response, PATH, "clock-set")
  })

  app.post(`${PATH}/jump`, formBody, (request, response) => {
    const by = field(formOf(request), "by")
    const days = Number(by)
    if (by !== "reset" && !Number.isInteger(days)) return sendFailed(response, PATH, "bad-number")
    setOffset(by === "reset" ? 0 : clock.offsetMs() + days * DAY_MS)
    return sendDone(response, PATH, "clock-set")
  })
}
