import { readFileSync } from "node:fs"
import { join } from "node:path"
import { escapeHtml } from "#web/sandbox/storefront/liquid/escape.ts"
import { withSurroundings } from "#web/sandbox/storefront/liquid/surroundings.ts"
import type { PlacedBlock } from "#web/sandbox/storefront/theme-settings.ts"
import { defaultSettings } from "./block-schema.ts"
import type { Extension } from "./read-extension.ts"

/** Where the extension's assets are served. */
export const ASSETS_PATH = "/extensions/loyalty-theme/assets"

/** What the page gives its app blocks. */
export type BlockPage = {
  /** shop, customer, request, routes, localization, cart, app, product … */
  globals: Record<string, unknown>
  locale: string
  currency: string
}

/** A block in the element that Shopify puts around it; empty if `available_if` says no. */
export async function renderBlock(
  extension: Extension,
  { block, settings }: PlacedBlock,
  page: BlockPage,
): Promise<string> {
  const { liquid, locales, defaultLocale } = extension
  const globals = withSurroundings(page.globals, {
    currency: page.currency,
    language: {
      locale: page.locale,
      texts: locales[page.locale] ?? {},
      fallback: locales[defaultLocale] ?? {},
    },
    assetUrl: (name) => `${ASSETS_PATH}/${encodeURIComponent(name)}`,
    assetText: (name) => readFileSync(join(extension.folder, "assets", name), "utf8"),
  })
  if (!(await isAvailable(extension, block.schema.available_if, globals))) return ""
  const id = `app_${block.name.replaceAll("-", "_")}`
  const object = {
    id,
    type: `shopify://apps/regulars/blocks/${block.name}/${id}`,
    settings: { ...defaultSettings(block.schema), ...settings },
    shopify_attributes: "",
  }
  // Snippets see the globals and what they are given, but not `block`: it is a variable of the block.
  const scope = { block: object, section: { id: "main" } }
  const html = await liquid.parseAndRender(block.source, scope, { globals })
  const tag = block.schema.tag ?? "div"
  const classes = ["shopify-block", "shopify-app-block", block.schema.class ?? ""].join(" ").trim()
  return `<${tag} id="shopify-block-${id}" class="${escapeHtml(classes)}">${html}</${tag}>`
}

/** The styles and scripts that the schemas of these blocks name, each once. */
export function blockAssets(blocks: PlacedBlock[]): string {
  const unique = (names: (string | undefined)[]) => [...new Set(names.filter((name) => name))]
  const url = (name: string | undefined) => `${ASSETS_PATH}/${encodeURIComponent(name ?? "")}`
  const styles = unique(blocks.map(({ block }) => block.schema.stylesheet))
  const scripts = unique(blocks.map(({ block }) => block.schema.javascript))
  return [
    ...styles.map((name) => `<link rel="stylesheet" href="${url(name)}">`),
    ...scripts.map((name) => `<script src="${url(name)}" async></script>`),
  ].join("\n")
}

async function isAvailable(
  extension: Extension,
  condition: string | undefined,
  globals: object,
): Promise<boolean> {
  if (!condition) return true
  const expression = condition.replace(/^\{\{\s*|\s*\}\}$/g, "")
  const value: unknown = await extension.liquid.evalValue(expression, { ...globals })
  const plain = value && typeof value === "object" && "value" in value ? value.value : value
  return plain === true
}
