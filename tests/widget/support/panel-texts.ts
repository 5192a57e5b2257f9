import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { Texts } from "#web/widget/speak.ts"

export const extensionFolder = join(import.meta.dirname, "../../../extensions/loyalty-theme")

type Group = { [key: string]: string | Group }

/** The panel's texts of a language, from the theme's locale file, as the build makes them. */
export function textsOf(language: string): Texts {
  const name = language === "en" ? "en.default.json" : `${language}.json`
  const source = readFileSync(join(extensionFolder, "locales", name), "utf8")
  return flatten(JSON.parse(source.replaceAll(/\{\{ (\w+) \}\}/g, "{$1}")).loyalty.panel)
}

function flatten(group: Group, path = ""): Texts {
  const texts = Object.entries(group).map(([key, text]): Texts => {
    if (typeof text === "string") return { [path + key]: text }
    const { one, other, ...forms } = text
    if (!one) return flatten(text, `${path}${key}.`)
    return { [path + key]: [other, "one", one, ...Object.entries(forms).flat()].join("|") }
  })
  return Object.assign({}, ...texts)
}
