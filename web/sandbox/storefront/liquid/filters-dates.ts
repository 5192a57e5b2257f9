import { filters } from "liquidjs"
import { escapeHtml } from "./escape.ts"
import { type Filters, named, surroundingsOf } from "./surroundings.ts"

const FORMATS: Record<string, Intl.DateTimeFormatOptions> = {
  abbreviated_date: { year: "numeric", month: "short", day: "numeric" },
  basic: { year: "numeric", month: "numeric", day: "numeric" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_at_time: { dateStyle: "long", timeStyle: "short" },
  default: { dateStyle: "full", timeStyle: "short" },
  on_date: { year: "numeric", month: "short", day: "numeric" },
  month_day_year: { year: "numeric", month: "long", day: "numeric" },
}

/** A time in the page's language for a named format; null when the value is no time. */
function formatNamed(value: unknown, format: string, locale: string): string | null {
  const time = value === "now" || value === "today" ? new Date() : new Date(value as string)
  const options = FORMATS[format]
  if (!options) throw new Error(`Shopify has no date format ${format}`)
  if (Number.isNaN(time.getTime())) return null
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(time)
}

const date: Filters[string] = function (value: unknown, ...args: unknown[]) {
  const { format } = named(args)
  if (typeof format === "string") {
    return formatNamed(value, format, surroundingsOf(this).language.locale) ?? String(value ?? "")
  }
  return (filters.date as (this: unknown, ...all: unknown[]) => unknown).call(this, value, ...args)
}

/** Dates: Ruby's strftime, and Shopify's named formats in the page's language. */
export const dateFilters: Filters = {
  date,
  time_tag(value: unknown, ...args: unknown[]) {
    const shown = (date as (this: unknown, ...all: unknown[]) => unknown).call(this, value, ...args)
    const iso = new Date(value as string).toISOString()
    return `<time datetime="${iso}">${escapeHtml(String(shown))}</time>`
  },
}
