import type { Express } from "express"
import type { SandboxContext } from "#web/sandbox/context.ts"
import type { FaultSettings } from "#web/sandbox/state/model.ts"
import { field, formBody, formOf } from "#web/sandbox/storefront/form.ts"
import { form, selectField, textField } from "./fields.ts"
import { html } from "./html.ts"
import { sendDone, sendFailed } from "./notices.ts"
import { readNumber } from "./numbers.ts"
import { sendOperator } from "./shell.ts"

const PATH = "/admin/faults"

const KINDS: [FaultSettings["kind"], string][] = [
  ["none", "None: it works"],
  ["429", "Too many requests (429)"],
  ["500", "Server error (500)"],
  ["timeout-after-success", "It works, but the answer is lost"],
  ["slow", "It works, but slowly"],
]

/** How the Admin API goes wrong on purpose, and its limits. */
export function mountFaults(app: Express, context: SandboxContext): void {
  const { settings } = context.root

  app.get(PATH, (request, response) => {
    const faults = settings.get("faults")
    const api = settings.get("admin")
    const number = (label: string, name: string, value: number, min: number, max: number) =>
      textField(label, name, value, { type: "number", min, max, required: true })
    const faultFields = html`
      ${selectField("What goes wrong", "kind", KINDS, faults.kind)}
      ${number("How often, in percent of the calls", "rate", Math.round(faults.rate * 100), 0, 100)}
      ${number("Slow means, in milliseconds", "slow_ms", faults.slowMs, 0, 60_000)}`
    const limitFields = html`
      ${number("Size of the bucket, in points", "bucket", api.bucketSize, 1, 1_000_000)}
      ${number("Points given back each second", "restore", api.restoreRate, 0, 100_000)}
      ${number("Making codes in bulk takes, in milliseconds", "bulk_ms", api.bulkMs, 0, 600_000)}`
    sendOperator(context, request, response, {
      title: "Faults",
      menu: PATH,
      body: html`<div class="columns even">
        <section class="card"><h2>Admin API</h2>
          ${form(PATH, "Save the faults", faultFields, "primary")}</section>
        <section class="card"><h2>Limits</h2>
          ${form(`${PATH}/limits`, "Save the limits", limitFields)}</section></div>`,
    })
  })

  app.post(PATH, formBody, (request, response) => {
    const posted = formOf(request)
    const kind = KINDS.find(([one]) => one === field(posted, "kind"))?.[0] ?? "none"
    const rate = readNumber(posted, "rate", 0, 100)
    const slowMs = readNumber(posted, "slow_ms", 0, 60_000)
    if (rate === null || slowMs === null) return sendFailed(response, PATH, "bad-number")
    settings.set("faults", { kind, rate: rate / 100, slowMs })
    return sendDone(response, PATH, "settings-saved")
  })

  app.post(`${PATH}/limits`, formBody, (request, response) => {
    const posted = formOf(request)
    const bucketSize = readNumber(posted, "bucket", 1, 1_000_000)
    const restoreRate = readNumber(posted, "restore", 0, 100_000)
    const bulkMs = readNumber(posted, "bulk_ms", 0, 600_000)
    if (bucketSize === null || restoreRate === null || bulkMs === null) {
      return sendFailed(response, PATH, "bad-number")
    }
    settings.set("admin", { ...settings.get("admin"), bucketSize, restoreRate, bulkMs })
    return sendDone(response, PATH, "settings-saved")
  })
}
