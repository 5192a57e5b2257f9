import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { Texts } from "#web/widget/speak.ts"

export const extensionFolder = join(import.meta.dirname, "../../../extensions/loyalty-theme")

/** The panel's texts of a language, as the theme's locale file has them. */
export function textsOf(language: string): Texts {
  const name = language === "en" ? "en.default.json" : `${language}.json`
  return JSON.parse(readFileSync(join(extensionFolder, "locales", name), "utf8")).loyalty.panel
}
