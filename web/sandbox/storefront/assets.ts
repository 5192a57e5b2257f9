import { join } from "node:path"
import { fileURLToPath } from "node:url"
import express, { type Express, type RequestHandler } from "express"
import { ASSETS_PATH } from "./extension/render-block.ts"
import type { Storefront } from "./storefront.ts"
import { THEME_ASSETS_PATH, THEME_FOLDER } from "./theme-files.ts"

// Fonts come from packages, so that the repository holds no binaries.
const FONTS: Record<string, string> = {
  "figtree.woff2": import.meta.resolve(
    "@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2",
  ),
  "newsreader.woff2": import.meta.resolve(
    "@fontsource-variable/newsreader/files/newsreader-latin-opsz-normal.woff2",
  ),
  "newsreader-italic.woff2": import.meta.resolve(
    "@fontsource-variable/newsreader/files/newsreader-latin-opsz-italic.woff2",
  ),
  "nastaliq-400.woff2": import.meta.resolve(
    "@fontsource/noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic-400-normal.woff2",
  ),
  "nastaliq-700.woff2": import.meta.resolve(
    "@fontsource/noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic-700-normal.woff2",
  ),
}

/** The theme's styles, fonts and product pictures, and the extension's assets. */
export function mountAssets(app: Express, storefront: Storefront, extensionFolder: string): void {
  app.get(`${THEME_ASSETS_PATH}/fonts/:name`, (request, response) => {
    const file = FONTS[request.params.name ?? ""]
    if (!file) return response.sendStatus(404)
    return response.set("Cache-Control", "public, max-age=86400").sendFile(fileURLToPath(file))
  })
  app.use(THEME_ASSETS_PATH, plainFiles(join(THEME_FOLDER, "assets")))
  app.use(ASSETS_PATH, plainFiles(join(extensionFolder, "assets")))
  app.get("/cdn/products/:name", (request, response) => {
    const handle = request.params.name.replace(/\.svg$/, "")
    const product = storefront.context.store.products.findOne("handle", handle)
    if (!product) return response.sendStatus(404)
    return response.type("svg").set("Cache-Control", "public, max-age=300").send(product.imageSvg)
  })
  // A browser asks for it whatever the page says.
  app.get("/favicon.ico", (_request, response) =>
    response.redirect(301, `${THEME_ASSETS_PATH}/leaf.svg`),
  )
}

/** Revalidated every time: a developer's change shows at once. */
const plainFiles = (folder: string): RequestHandler =>
  express.static(folder, { index: false, redirect: false, fallthrough: false, maxAge: 0 })
