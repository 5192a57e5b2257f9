import { execFileSync } from "node:child_process"
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { themeCheckRun } from "@shopify/theme-check-node"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { extensionFolder } from "./support/panel-texts.ts"

const root = join(import.meta.dirname, "../..")
const read = (path: string) => readFileSync(join(extensionFolder, path), "utf8")
const blocks = readdirSync(join(extensionFolder, "blocks"))

let built: string
beforeAll(() => {
  built = mkdtempSync(join(tmpdir(), "loyalty-theme-"))
  cpSync(extensionFolder, built, { recursive: true })
  const script = join(root, "scripts/build-widget.mjs")
  execFileSync(process.execPath, [script, "--out", join(built, "assets")])
})
afterAll(() => rmSync(built, { recursive: true, force: true }))

test("Theme Check finds nothing to say about the extension", async () => {
  const { offenses } = await themeCheckRun(built, undefined, () => {})
  expect(offenses.map(({ check, message, uri }) => `${uri} ${check}: ${message}`)).toEqual([])
})

test("it holds the folders that Shopify takes, one level deep, and the files that belong there", () => {
  const allowed: Record<string, RegExp> = {
    assets: /\.(js|css|svg|png|json|wasm|jpe?g)$/,
    blocks: /^[a-z-]+\.liquid$/,
    snippets: /^[a-z-]+\.liquid$/,
    locales: /^[a-z-]+(\.default)?\.json$/,
  }
  for (const entry of readdirSync(built, { withFileTypes: true })) {
    if (!entry.isDirectory()) expect(entry.name).toBe("shopify.extension.toml")
    else
      for (const name of readdirSync(join(built, entry.name))) {
        expect(name).toMatch(allowed[entry.name]!)
      }
  }
  expect(read("shopify.extension.toml")).toMatch(/^type = "theme"$/m)
})

test("its Liquid is far below Shopify's 100 KB, its blocks below 30", () => {
  const files = ["blocks", "snippets"].flatMap((part) =>
    readdirSync(join(extensionFolder, part)).map((name) => read(`${part}/${name}`)),
  )
  const bytes = files.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  expect(bytes).toBeLessThan(100_000)
  expect(blocks.length).toBeLessThanOrEqual(30)
})

const { resolve } = createRequire(import.meta.url)
const data = join(dirname(resolve("@shopify/theme-check-docs-updater/package.json")), "data")
const settingKinds: string[] = JSON.parse(readFileSync(join(data, "setting.json"), "utf8"))
  .properties.type.enum

describe.each(blocks)("blocks/%s", (name) => {
  const source = read(`blocks/${name}`)
  const [, json = ""] = /\{% schema %\}([\s\S]*)\{% endschema %\}/.exec(source)!
  const schema = JSON.parse(json)
  const settings: Record<string, unknown>[] = schema.settings

  test("has a name that fits, without the app's, and a target that exists", () => {
    expect(schema.name.length).toBeLessThanOrEqual(25)
    expect(schema.name).not.toMatch(/regulars/i)
    expect(["section", "head", "body", "compliance_head"]).toContain(schema.target)
  })

  test("asks the merchant only in ways that Shopify knows", () => {
    for (const setting of settings) {
      expect(settingKinds).toContain(setting.type)
      expect(setting).toHaveProperty(setting.type === "header" ? "content" : "label")
      if (setting.type === "header") continue
      expect(setting.id).toMatch(/^[a-z_]+$/)
      expect(source).toContain(`block.settings.${setting.id}`)
    }
    const ids = settings.flatMap(({ id }) => (id ? [id] : []))
    expect(new Set(ids).size).toBe(ids.length)
  })

  test("offers ranges of at most 101 steps and choices whose default is among them", () => {
    for (const { type, min, max, step, default: value, options } of settings) {
      if (type === "range") {
        const steps = (Number(max) - Number(min)) / Number(step)
        expect(Number.isInteger(steps) && steps <= 100).toBe(true)
        expect((Number(value) - Number(min)) % Number(step)).toBe(0)
      }
      if (type === "select") {
        expect((options as { value: string }[]).map((option) => option.value)).toContain(value)
      }
    }
  })

  test("escapes what a merchant or a programme wrote", () => {
    const written = source.matchAll(/\{\{-?\s*((?:block\.settings|reward|rule)\.[^}]*?)\s*-?\}\}/g)
    for (const [, expression] of written) {
      const isRichText = expression === "block.settings.introduction"
      if (!isRichText) expect(expression).toMatch(/\| escape$/)
    }
  })
})
