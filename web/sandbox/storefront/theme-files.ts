import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { Liquid } from "liquidjs"
import { shopifyLiquid } from "./liquid/engine.ts"
import type { Language, Translations } from "./liquid/translate.ts"
import type { Locale } from "./locale.ts"

/** The theme's folder. */
export const THEME_FOLDER = join(import.meta.dirname, "theme")

/** Where the theme's assets are served. */
export const THEME_ASSETS_PATH = "/cdn/theme"

/** The theme's Liquid files and texts, read once. */
export type ThemeFiles = {
  liquid: Liquid
  /** By "layout/theme", "templates/cart" and so on. */
  sources: Map<string, string>
  languageOf(locale: Locale): Language
}

export function readTheme(): ThemeFiles {
  const snippets = Object.fromEntries(liquidFiles("snippets"))
  const sources = new Map(
    ["layout", "templates"].flatMap((part) =>
      liquidFiles(part).map(([name, text]) => [`${part}/${name}`, text] as const),
    ),
  )
  const english = textsOf("en")
  const texts: Record<Locale, Translations> = { en: english, ur: textsOf("ur") }
  return {
    liquid: shopifyLiquid(snippets),
    sources,
    languageOf: (locale) => ({ locale, texts: texts[locale], fallback: english }),
  }
}

function liquidFiles(part: string): [string, string][] {
  const folder = join(THEME_FOLDER, part)
  return readdirSync(folder).map((file) => [
    file.replace(/\.liquid$/, ""),
    readFileSync(join(folder, file), "utf8"),
  ])
}

const textsOf = (locale: Locale): Translations =>
  JSON.parse(readFileSync(join(THEME_FOLDER, "locales", `${locale}.json`), "utf8"))
