import { readFileSync, statSync } from "node:fs"
import { join } from "node:path"

export type AdminDocument = {
  apiKey: string
  /** Shopify's App Bridge, or the sandbox's stand-in for it. */
  appBridgeUrl: string
  /** Null: the page was opened outside of Shopify, and says so. */
  shop: string | null
  /** As Shopify's `locale` parameter says it: "en", "ur", "pt-BR". */
  locale: string
}

/** The paths that answer with the document: the app's own addresses. */
export const adminPaths = /^\/(program|tiers|members|orders|redemptions|deliveries)?(\/[\w-]+)?$/

/** The page of every screen: App Bridge first, as Shopify demands, then the app as `npm` built it into dist/admin. */
export function adminDocument({ apiKey, appBridgeUrl, shop, locale }: AdminDocument): string {
  // Also without a shop: opened outside of Shopify, App Bridge leads into it.
  const head = `<meta name="shopify-api-key" content="${escaped(apiKey)}" />
    <script src="${escaped(appBridgeUrl)}"></script>`
  return template()
    .replace(/<html[^>]*>/, htmlTag(locale))
    .replace("<!--app-bridge-->", () => head)
    .replace("<!--app-nav-->", () => (shop ? navigation(locale) : ""))
}

const languages = { en: "ltr", ur: "rtl" }

/** The page is in the language that its words are in: English for whoever reads another one. */
function htmlTag(locale: string): string {
  const language = languageOf(locale)
  const isOurs = /^[A-Za-z]{2}(-[A-Za-z]{2})?$/.test(locale) && locale.startsWith(language)
  return `<html lang="${isOurs ? locale : language}" dir="${languages[language]}">`
}

function languageOf(locale: string): keyof typeof languages {
  return /^ur(-|$)/i.test(locale) ? "ur" : "en"
}

const places = ["program", "tiers", "members", "orders", "redemptions"]

/** Shopify draws these links in its own menu; the first one names the app itself and is not shown. */
function navigation(locale: string): string {
  const words = wordsOf(locale)
  const links = places.map(
    (place) => `<a href="/${place}">${escaped(words[`navigation.${place}`] ?? place)}</a>`,
  )
  return `<s-app-nav><a href="/" rel="home">Regulars</a>${links.join("")}</s-app-nav>`
}

const root = join(import.meta.dirname, "..", "..", "..")

function wordsOf(locale: string): Record<string, string> {
  const file = join(root, "web", "admin", "locales", `${languageOf(locale)}.json`)
  return JSON.parse(readFileSync(file, "utf8"))
}

const templateFile = join(root, "dist", "admin", "index.html")
let kept = { changedAt: 0, text: "" }

/** Read again when it was built again. */
function template(): string {
  const changedAt = statSync(templateFile).mtimeMs
  if (kept.changedAt !== changedAt) kept = { changedAt, text: readFileSync(templateFile, "utf8") }
  return kept.text
}

const escapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character]!)
}
