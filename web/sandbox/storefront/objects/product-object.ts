import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { Product, Variant } from "#web/sandbox/state/model.ts"
import { formatMoney, hundredths } from "#web/sandbox/storefront/liquid/money.ts"
import { type Locale, localPath } from "#web/sandbox/storefront/locale.ts"

type Words = { title: string; description: string; type: string }

const urdu: Record<string, Words> = JSON.parse(
  readFileSync(join(import.meta.dirname, "../theme/locales/ur.products.json"), "utf8"),
)

/** What the page says of a product: in Urdu its translation, if there is one. */
export function wordsOf(product: Product, locale: Locale): Words {
  const translated = locale === "ur" ? urdu[product.handle] : undefined
  if (translated) return { ...translated, description: `<p>${translated.description}</p>` }
  const { title, descriptionHtml, productType } = product
  return { title, description: descriptionHtml, type: productType }
}

/** A product's picture as Liquid's image object. */
export function imageObject(product: Product, alt: string) {
  const src = `/cdn/products/${encodeURIComponent(product.handle)}.svg`
  return { src, url: src, alt, width: 400, height: 400, aspect_ratio: 1 }
}

/** A product as Liquid and `/products/:handle.js` show it; prices in hundredths. */
export function productObject(product: Product, locale: Locale, currency: string) {
  const words = wordsOf(product, locale)
  const prices = product.variants.map((variant) => hundredths(variant.priceMinor, currency))
  const lowest = Math.min(...prices)
  const image = imageObject(product, words.title)
  const variants = product.variants.map((variant, index) =>
    variantObject(product, variant, prices[index]!, words.title),
  )
  return {
    id: BigInt(product.id),
    title: words.title,
    handle: product.handle,
    description: words.description,
    type: words.type,
    vendor: product.vendor,
    tags: product.tags,
    url: localPath(locale, `/products/${product.handle}`),
    price: lowest,
    price_min: lowest,
    price_max: Math.max(...prices),
    price_min_text: formatMoney(lowest, currency),
    price_varies: prices.some((price) => price !== lowest),
    available: true,
    "gift_card?": product.giftCard,
    gift_card: product.giftCard,
    has_only_default_variant: variants.length === 1,
    featured_image: image,
    images: [image.src],
    variants,
    selected_variant: variants[0],
    selected_or_first_available_variant: variants[0],
  }
}

/** The variant named in the address is the selected one. */
export function selectVariant(object: ReturnType<typeof productObject>, variantId: unknown) {
  const chosen = object.variants.find((variant) => String(variant.id) === variantId)
  if (!chosen) return object
  return { ...object, selected_variant: chosen, selected_or_first_available_variant: chosen }
}

function variantObject(product: Product, variant: Variant, price: number, title: string) {
  const plain = variant.title === "Default Title"
  return {
    id: BigInt(variant.id),
    title: variant.title,
    name: plain ? title : `${title} - ${variant.title}`,
    options: [variant.title],
    option1: variant.title,
    sku: variant.sku,
    price,
    compare_at_price: null,
    weight: variant.grams,
    taxable: variant.taxable,
    requires_shipping: variant.requiresShipping,
    available: true,
    url: `/products/${product.handle}?variant=${variant.id}`,
  }
}
