import { readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { extensionFolder } from "./support/panel-texts.ts"

const folder = join(extensionFolder, "locales")
const names = readdirSync(folder)
const categories = ["zero", "one", "two", "few", "many", "other"]

type Group = { [key: string]: string | Group }
const read = (name: string): Group => JSON.parse(readFileSync(join(folder, name), "utf8"))
const isPlural = (value: Group) => Object.keys(value).every((key) => categories.includes(key))

/** Every text by its dotted key; plural forms as one entry. */
function textsIn(group: Group, path = ""): Record<string, Record<string, string>> {
  const entries = Object.entries(group).map(([key, value]) => {
    if (typeof value === "string") return { [path + key]: { "": value } }
    if (isPlural(value)) return { [path + key]: value as Record<string, string> }
    return textsIn(value, `${path}${key}.`)
  })
  return Object.assign({}, ...entries)
}

const placeholders = (text: string) =>
  [...text.matchAll(/\{\{ (\w+) \}\}/g)].map(([, name]) => name).sort()

const english = textsIn(read("en.default.json"))

test("the shop is spoken to in English, Urdu, Telugu, German, French, Spanish and Arabic", () => {
  expect(names.sort()).toEqual(
    ["ar.json", "de.json", "en.default.json", "es.json", "fr.json", "te.json", "ur.json"].sort(),
  )
})

describe.each(names)("%s", (name) => {
  const language = name.split(".")[0]!
  const texts = textsIn(read(name))

  test("says everything that English says, and nothing else", () => {
    expect(Object.keys(texts)).toEqual(Object.keys(english))
  })

  test("has exactly the plural forms of its language", () => {
    const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories.sort()
    for (const [key, forms] of Object.entries(texts)) {
      if ("" in forms) continue
      expect([key, Object.keys(forms).sort()]).toEqual([key, wanted])
    }
  })

  test("fills in the same figures and names as English, in every form", () => {
    for (const [key, forms] of Object.entries(texts)) {
      const wanted = placeholders(Object.values(english[key]!)[0]!)
      for (const text of Object.values(forms)) {
        expect([key, placeholders(text)]).toEqual([key, wanted])
        expect(text.replaceAll(/\{\{ \w+ \}\}/g, "")).not.toMatch(/[{}<>]/)
        expect(text).toBe(text.trim())
        expect(text).not.toBe("")
      }
    }
  })

  test("does not shout, and does not leave English behind", () => {
    for (const [key, forms] of Object.entries(texts)) {
      for (const [form, text] of Object.entries(forms)) {
        expect(text).not.toMatch(/[!！]/)
        const words = text.replaceAll(/\{\{ \w+ \}\}/g, "").replaceAll(/[\s·:.]/g, "")
        const theirs = english[key]![form]
        if (language !== "en" && words.length > 12) expect([key, text]).not.toEqual([key, theirs])
      }
    }
  })

  test("stays under Shopify's 15 KB", () => {
    expect(statSync(join(folder, name)).size).toBeLessThan(15_000)
  })
})
