import { decimalsOf, formatAmount, type Minor } from "#web/core/money.ts"
import type { Points } from "#web/core/points.ts"

/** Numbers, money and dates as the reader's language writes them. */
export type Formats = {
  whole: (value: number) => string
  signed: (value: Points) => string
  money: (minor: Minor, currency: string) => string
  /** 500 basis points are 5 %. */
  percent: (basisPoints: number) => string
  /** The day, by the shop's clock. */
  day: (iso: string, timeZone: string) => string
  /** The day and the minute, by the shop's clock. */
  moment: (iso: string, timeZone: string) => string
}

export function formatsIn(locale: string): Formats {
  const whole = new Intl.NumberFormat(locale)
  const signed = new Intl.NumberFormat(locale, { signDisplay: "exceptZero" })
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 })
  const date = (timeZone: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options })
  return {
    whole: (value) => whole.format(value),
    signed: (value) => signed.format(value),
    money(minor, currency) {
      // As many decimals as the money has: a language's own habit would round some currencies.
      const digits = decimalsOf(currency)
      const format = new Intl.NumberFormat(locale, {
        style: "currency",
        currency,
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      })
      // A decimal text is formatted exactly, a number would be rounded to a float first.
      return format.format(formatAmount(minor, currency) as `${number}`)
    },
    percent: (basisPoints) => percent.format(basisPoints / 10_000),
    day: (iso, timeZone) => date(timeZone, { dateStyle: "medium" }).format(new Date(iso)),
    moment: (iso, timeZone) =>
      date(timeZone, { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso)),
  }
}
