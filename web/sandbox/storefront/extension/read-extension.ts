import { existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import type { Liquid } from "liquidjs"
import { shopifyLiquid } from "#web/sandbox/storefront/liquid/engine.ts"
import type { Translations } from "#web/sandbox/storefront/liquid/translate.ts"
import { type BlockSchema, readSchema } from "./block-schema.ts"

/** A block of the extension: its Liquid and its schema. */
export type Block = { name: string; source: string; schema: BlockSchema }

/** A theme app extension as its files say. */
export type Extension = {
  folder: string
  blocks: Block[]
  liquid: Liquid
  /** By language, with the default language's under its own name too. */
  locales: Record<string, Translations>
  defaultLocale: string
}

/** Reads an extension's files; null while there are none. Read again only when a file has changed. */
export function extensionReader(folder: string): () => Extension | null {
  let known: { stamp: string; extension: Extension } | null = null
  return () => {
    if (!existsSync(join(folder, "blocks"))) return null
    const stamp = stampOf(folder)
    if (known?.stamp !== stamp) known = { stamp, extension: readExtension(folder) }
    return known.extension
  }
}

function readExtension(folder: string): Extension {
  const blocks = filesOf(folder, "blocks", ".liquid").map(([name, source]) => ({
    name,
    source,
    schema: readSchema(name, source),
  }))
  const locales: Record<string, Translations> = {}
  let defaultLocale = "en"
  for (const [name, text] of filesOf(folder, "locales", ".json")) {
    if (name.endsWith(".schema")) continue
    const language = name.replace(/\.default$/, "")
    if (name.endsWith(".default")) defaultLocale = language
    locales[language] = JSON.parse(text)
  }
  const snippets = Object.fromEntries(filesOf(folder, "snippets", ".liquid"))
  return { folder, blocks, liquid: shopifyLiquid(snippets), locales, defaultLocale }
}

/** Names without their ending, and texts, of the files of a sub-folder. */
function filesOf(folder: string, part: string, ending: string): [string, string][] {
  const path = join(folder, part)
  if (!existsSync(path)) return []
  return readdirSync(path)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => [name.slice(0, -ending.length), readFileSync(join(path, name), "utf8")])
}

// Cheap enough to ask on every page: a few dozen files.
function stampOf(folder: string): string {
  const parts = ["blocks", "snippets", "locales"].map((part) => join(folder, part))
  const files = parts
    .filter((path) => existsSync(path))
    .flatMap((path) => readdirSync(path).map((name) => join(path, name)))
  return files.map((file) => `${file}:${statSync(file).mtimeMs}`).join("|")
}
