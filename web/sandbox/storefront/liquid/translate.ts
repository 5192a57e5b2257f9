import { escapeOnce } from "./escape.ts"

/** A locale file as parsed: strings, or nested groups of them. */
export type Translations = { [key: string]: string | Translations }

/** A language with what to look in: its own file first, the default language's after. */
export type Language = { locale: string; texts: Translations; fallback: Translations }

type Values = Record<string, unknown>

/**
 * Shopify's `t` filter: a dotted key, plural forms chosen by `count`, `{{ name }}` filled from the
 * values. The answer is HTML-escaped, except the text of a key that ends in `_html`, where only
 * the values are. A missing key says so in the page, as on Shopify.
 */
export function translate(language: Language, key: string, values: Values): string {
  if (!key.endsWith("_html")) return escapeOnce(phrase(language, key, values))
  const escaped = Object.entries(values).map(([name, value]) => {
    return [name, typeof value === "number" ? value : escapeOnce(String(value ?? ""))]
  })
  return phrase(language, key, Object.fromEntries(escaped))
}

/** The same as plain text, for whoever escapes it later. */
export function phrase(language: Language, key: string, values: Values = {}): string {
  const text =
    chooseForm(lookUp(language.texts, key), language.locale, values.count) ??
    chooseForm(lookUp(language.fallback, key), "en", values.count)
  if (text === undefined) return `Translation missing: ${language.locale}.${key}`
  return text.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => String(values[name] ?? ""))
}

function lookUp(texts: Translations, key: string): string | Translations | undefined {
  let found: string | Translations | undefined = texts
  for (const part of key.split(".")) {
    if (found === undefined || typeof found === "string" || !Object.hasOwn(found, part)) return
    found = found[part]
  }
  return found
}

function chooseForm(found: string | Translations | undefined, locale: string, count: unknown) {
  if (found === undefined || typeof found === "string") return found
  const number = Number(count)
  if (count === undefined || Number.isNaN(number)) return undefined
  const zero = number === 0 ? found.zero : undefined
  const form = zero ?? found[new Intl.PluralRules(locale).select(number)] ?? found.other
  return typeof form === "string" ? form : undefined
}
