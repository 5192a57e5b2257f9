import { execFile } from "node:child_process"
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import type { IncomingMessage, ServerResponse } from "node:http"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { STOREFRONT_POLICY } from "#web/sandbox/storefront/csp.ts"
import {
  type Extension,
  extensionReader,
} from "#web/sandbox/storefront/extension/read-extension.ts"
import { ASSETS_PATH, renderBlock } from "#web/sandbox/storefront/extension/render-block.ts"
import { THEME_FOLDER } from "#web/sandbox/storefront/theme-files.ts"
import { extensionFolder } from "./panel-texts.ts"
import { openShop, type Shop } from "./shop.ts"

const { resolve } = createRequire(import.meta.url)
const nastaliq = "@fontsource/noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic"
const fonts: Record<string, string> = {
  "nastaliq-400.woff2": resolve(`${nastaliq}-400-normal.woff2`),
  "nastaliq-700.woff2": resolve(`${nastaliq}-700-normal.woff2`),
}

/** How the pages are to be; each can be changed between two visits. */
export type PageState = {
  look: "light" | "dark"
  /** Milliseconds before the launcher's script is answered. */
  scriptDelayMs: number
  settings: Record<string, string | number | boolean>
  /** The programme is known to Liquid, as the app tells it by a metafield. */
  programInLiquid: boolean
}

/**
 * A shop whose pages are rendered from the extension's Liquid, in the sandbox theme's looks, under a policy
 * stricter than any shop's: `/` is long, `/short` ends in sight, `/pages/rewards` has the rewards block;
 * each in Urdu below `/ur`, and so in de, te and ar.
 */
export async function openStorefront() {
  const folder = mkdtempSync(join(tmpdir(), "loyalty-storefront-"))
  cpSync(extensionFolder, folder, { recursive: true })
  const script = join(import.meta.dirname, "../../../scripts/build-widget.mjs")
  await promisify(execFile)(process.execPath, [script, "--out", join(folder, "assets")])
  const extension = extensionReader(folder)()!
  const pages: PageState = {
    look: "light",
    scriptDelayMs: 0,
    settings: {},
    programInLiquid: false,
  }
  const shop: Shop = await openShop((request, response) => {
    void answer(extension, shop, pages, request, response)
  })
  return {
    ...shop,
    pages,
    async close() {
      await shop.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function answer(
  extension: Extension,
  shop: Shop,
  pages: PageState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = request.url!.split("?")[0]!
  const name = path.split("/").pop()!
  const send = (kind: string, body: string | Buffer) =>
    response.writeHead(200, { "content-type": kind, "content-security-policy": policy }).end(body)
  if (path.startsWith(ASSETS_PATH)) {
    if (name === "loyalty-launcher.js")
      await new Promise((go) => setTimeout(go, pages.scriptDelayMs))
    send("text/javascript", readFileSync(join(extension.folder, "assets", name)))
  } else if (fonts[name]) send("font/woff2", readFileSync(fonts[name]))
  else if (path.endsWith(".css")) {
    send("text/css", readFileSync(join(THEME_FOLDER, "assets", name)))
  } else if (/\.\w+$/.test(path)) response.writeHead(204).end()
  else send("text/html; charset=utf-8", await page(extension, shop, pages, path))
}

const policy = `${STOREFRONT_POLICY}; require-trusted-types-for 'script'`

async function page(extension: Extension, shop: Shop, pages: PageState, path: string) {
  const locale = /^\/(ur|de|te|ar)(?=\/|$)/.exec(path)?.[1] ?? "en"
  const view = { globals: globals(shop, pages, locale), locale, currency: "USD" }
  const [launcher, rewards] = ["loyalty-launcher", "loyalty-rewards"].map(
    (name) => extension.blocks.find((block) => block.name === name)!,
  )
  const placed = { block: launcher!, settings: pages.settings }
  const block = path.endsWith("/pages/rewards")
    ? await renderBlock(extension, { block: rewards!, settings: {} }, view)
    : ""
  const paragraph = "<p>Beans from small farms, roasted on Tuesdays.</p>"
  return `<!doctype html>
<html lang="${locale}" dir="${/ur|ar/.test(locale) ? "rtl" : "ltr"}" data-look="${pages.look}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>A shop</title>${["fonts", "looks", "base", "shop"]
    .map((name) => `<link rel="stylesheet" href="/theme/${name}.css">`)
    .join("")}</head>
<body><main class="page-width section"><h1>A shop</h1>
<button class="button" type="button">Add to cart</button>
${block}${path.endsWith("/short") ? paragraph : paragraph.repeat(60)}</main>
${await renderBlock(extension, placed, view)}</body></html>`
}

/** What Liquid sees of the page, as Shopify's objects have it. */
function globals({ state }: Shop, { programInLiquid }: PageState, locale: string) {
  const at = (path: string) => (locale === "en" ? path : `/${locale}${path}`.replace(/\/$/, ""))
  return {
    shop: { customer_accounts_enabled: true },
    request: { locale: { iso_code: locale }, page_type: "page" },
    routes: {
      root_url: at("/"),
      cart_url: at("/cart"),
      account_login_url: at("/account/login"),
      account_register_url: at("/account/register"),
    },
    cart: { currency: { iso_code: "USD" } },
    customer: state.member && {
      metafields: { $app: { points: { value: state.member.points } } },
    },
    app: {
      metafields: programInLiquid ? { loyalty: { program: { value: state.program } } } : {},
    },
  }
}
