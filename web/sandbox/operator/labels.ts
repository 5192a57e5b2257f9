import { amountText } from "#web/sandbox/commerce/money.ts"
import { formatMoney, hundredths } from "#web/sandbox/storefront/liquid/money.ts"
import { type Html, html } from "./html.ts"

/** An amount in minor units as people read it. */
export function moneyText(amountMinor: number, currency: string): string {
  return formatMoney(hundredths(amountMinor, currency), currency)
}

/** The same as it is typed into a field: "12.50". */
export function moneyValue(amountMinor: number, currency: string): string {
  return amountText(amountMinor, currency)
}

/** A time as the back office shows it, in UTC. */
export function timeText(iso: string): string {
  const format = new Intl.DateTimeFormat("en-GB", {
    dateStyle: "medium",
    timeStyle: "medium",
    timeZone: "UTC",
  })
  return format.format(new Date(iso))
}

/** A time for people and machines. */
export function time(iso: string): Html {
  return html`<time datetime="${iso}">${timeText(iso)}</time>`
}

/** A small label; `tone` colours it. */
export function badge(text: string, tone: "good" | "bad" | "plain" = "plain"): Html {
  return html`<span class="badge badge-${tone}">${text}</span>`
}

/** "partially_refunded" as "Partially refunded". */
export function words(code: string): string {
  const text = code.replaceAll(/[_-]/g, " ")
  return text.charAt(0).toUpperCase() + text.slice(1)
}
