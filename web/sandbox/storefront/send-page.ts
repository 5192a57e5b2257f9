import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { Request, Response } from "express"
import { storefrontHeaders } from "./csp.ts"
import { blockAssets, renderBlock } from "./extension/render-block.ts"
import { withSurroundings } from "./liquid/surroundings.ts"
import { localeOf } from "./locale.ts"
import { appGlobals, pageGlobals, themeGlobals } from "./page-globals.ts"
import type { Storefront } from "./storefront.ts"
import { THEME_ASSETS_PATH, THEME_FOLDER } from "./theme-files.ts"
import { type BlockTemplate, blocksOn, enabledEmbeds, readThemeSettings } from "./theme-settings.ts"

export type Page = {
  /** A file of `theme/templates`, or Liquid of its own (what an app proxy answers). */
  template: string | { liquid: string }
  /** Shopify's `request.page_type`. */
  pageType: string
  title: string
  /** What the template reads beside the global objects. */
  objects?: Record<string, unknown>
  /** Where app blocks may stand on it. */
  blocks?: BlockTemplate
  /** The checkout has a layout of its own, and no app embeds. */
  layout?: "theme" | "checkout"
  status?: number
}

/** Renders a page of the theme, with the app's embeds and blocks, and sends it. */
export async function sendPage(
  storefront: Storefront,
  request: Request,
  response: Response,
  page: Page,
): Promise<void> {
  const html = await renderPage(storefront, request, response, page)
  response
    .status(page.status ?? 200)
    .set(storefrontHeaders())
    .type("html")
    .send(html)
}

async function renderPage(
  storefront: Storefront,
  request: Request,
  response: Response,
  page: Page,
): Promise<string> {
  const { context, theme } = storefront
  const locale = localeOf(response)
  const language = theme.languageOf(locale)
  const view = { request, locale, pageType: page.pageType, title: page.title }
  const shared = { ...pageGlobals(storefront, view), ...page.objects }
  const apps =
    page.layout === "checkout" ? noApps : await renderApps(storefront, page, shared, locale)
  const globals = withSurroundings(
    { ...shared, ...themeGlobals(storefront, view, language), app_blocks: apps.blocks },
    {
      language,
      currency: context.shop().currency,
      assetUrl: (name) => `${THEME_ASSETS_PATH}/${name}`,
      assetText: (name) => readFileSync(join(THEME_FOLDER, "assets", name), "utf8"),
    },
  )
  const render = (source: string, scope: object) =>
    theme.liquid.parseAndRender(source, scope, { globals }) as Promise<string>
  const template =
    typeof page.template === "string"
      ? theme.sources.get(`templates/${page.template}`)!
      : page.template.liquid
  const layout = theme.sources.get(`layout/${page.layout ?? "theme"}`)!
  const content = await render(template, {})
  const html = await render(layout, { content_for_layout: content, content_for_header: apps.head })
  const end = html.lastIndexOf("</body>")
  return `${html.slice(0, end)}${apps.embeds}\n${html.slice(end)}`
}

const noApps = { head: "", blocks: "", embeds: "" }

async function renderApps(
  storefront: Storefront,
  page: Page,
  shared: Record<string, unknown>,
  locale: string,
) {
  const extension = storefront.extension()
  if (!extension) return noApps
  const settings = readThemeSettings(storefront.context)
  const embeds = enabledEmbeds(extension, settings)
  const blocks = page.blocks ? blocksOn(extension, settings, page.blocks) : []
  const { currency } = storefront.context.shop()
  // Blocks read what they change (a count, a form) from their own copy of the globals.
  const blockPage = { globals: { ...shared, ...appGlobals(storefront) }, locale, currency }
  const render = async (placed: typeof embeds) =>
    (await Promise.all(placed.map((one) => renderBlock(extension, one, blockPage)))).join("\n")
  const [head, body] = [
    embeds.filter(({ block }) => block.schema.target !== "body"),
    embeds.filter(({ block }) => block.schema.target === "body"),
  ]
  return {
    head: `${blockAssets([...embeds, ...blocks])}\n${await render(head)}`,
    blocks: await render(blocks),
    embeds: await render(body),
  }
}
