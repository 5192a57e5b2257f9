import { escapeHtml } from "./escape.ts"
import { type Filters, named, surroundingsOf } from "./surroundings.ts"

/** An image as the Liquid objects carry it. */
export type ImageObject = { src: string; alt: string; width: number; height: number }

/** Addresses of assets and pictures, and the elements that use them. */
export const markupFilters: Filters = {
  asset_url(name: unknown) {
    return surroundingsOf(this).assetUrl(String(name))
  },
  inline_asset_content(name: unknown) {
    return surroundingsOf(this).assetText(String(name))
  },
  stylesheet_tag: (url: unknown) =>
    `<link href="${escapeHtml(String(url))}" rel="stylesheet" type="text/css" media="all" />`,
  script_tag: (url: unknown) =>
    `<script src="${escapeHtml(String(url))}" type="text/javascript"></script>`,
  preload_tag(url: unknown, ...args: unknown[]) {
    const kind = escapeHtml(String(named(args).as))
    return `<link href="${escapeHtml(String(url))}" as="${kind}" rel="preload">`
  },
  image_url(value: unknown, ...args: unknown[]) {
    const { width, height } = named(args)
    if (width === undefined && height === undefined) {
      throw new Error("image_url needs a width or a height")
    }
    return imageSource(value)
  },
  image_tag(url: unknown, ...args: unknown[]) {
    const attributes = { loading: "lazy", alt: "", ...named(args) }
    const shown = Object.entries(attributes)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => ` ${name}="${escapeHtml(String(value))}"`)
    return `<img src="${escapeHtml(String(url))}"${shown.join("")}>`
  },
  link_to: (text: unknown, url: unknown) => `<a href="${escapeHtml(String(url))}">${text}</a>`,
  weight_with_unit: (grams: unknown) => `${Number(grams)} g`,
}

// The pictures are drawings: they have no sizes to choose from.
function imageSource(value: unknown): string {
  if (typeof value === "string") return value
  const holder = value as { src?: string; featured_image?: ImageObject; image?: ImageObject } | null
  return holder?.src ?? holder?.featured_image?.src ?? holder?.image?.src ?? ""
}
