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

const shopifyAppBridge = "https://cdn.shopify.com/shopifycloud/app-bridge.js"

/** The page of every screen: App Bridge first, as Shopify demands, then the app as `npm` built it into dist/admin. */
export function adminDocument({ apiKey, appBridgeUrl, shop, locale }: AdminDocument): string {
  const isShopify = appBridgeUrl === shopifyAppBridge
  const head = shop
    ? `<meta name="shopify-api-key" content="${escaped(apiKey)}" />
    <script src="${escaped(appBridgeUrl)}"></script>`
    : ""
  return template()
    .replace(/<html[^>]*>/, htmlTag(locale, isShopify))
    .replace("<!--app-bridge-->", () => head)
    .replace("<!--app-nav-->", () => (isShopify && shop ? navigation(locale) : ""))
}

const rightToLeft = new Set(["ar", "fa", "he", "ur"])

function htmlTag(locale: string, isShopify: boolean): string {
  const lang = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(locale) ? locale : "en"
  const direction = rightToLeft.has(lang.split("-")[0]!.toLowerCase()) ? "rtl" : "ltr"
  return `<html lang="${lang}" dir="${direction}" data-chrome="${isShopify ? "shopify" : "own"}">`
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
  const language = locale.toLowerCase().startsWith("ur") ? "ur" : "en"
  const file = join(root, "web", "admin", "locales", `${language}.json`)
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
