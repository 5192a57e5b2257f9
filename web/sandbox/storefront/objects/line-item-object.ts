import type { PricedCart } from "#web/sandbox/commerce/price-cart.ts"
import { hundredths } from "#web/sandbox/storefront/liquid/money.ts"
import { type Locale, localPath } from "#web/sandbox/storefront/locale.ts"
import type { Applied } from "./cart-object.ts"
import { imageObject, wordsOf } from "./product-object.ts"

/** A cart line in Shopify's shape; prices in hundredths, after the discounts of this very line. */
export function lineItemObject(
  line: PricedCart["lines"][number],
  applied: Applied[],
  locale: Locale,
  currency: string,
) {
  const price = (amountMinor: number) => hundredths(amountMinor, currency)
  const words = line.product ? wordsOf(line.product, locale) : null
  const title = words?.title ?? line.title
  const image = line.product ? imageObject(line.product, title) : null
  const path = `/products/${line.product?.handle}?variant=${line.variantId}`
  const ofLine = line.allocations.flatMap(({ applicationIndex, amountMinor }) => {
    const one = applied[applicationIndex]
    return one && !one.wholeOrder ? [{ one, amountMinor }] : []
  })
  const discountMinor = ofLine.reduce((total, { amountMinor }) => total + amountMinor, 0)
  const finalMinor = line.totalMinor - discountMinor
  const each = Math.floor(finalMinor / Math.max(1, line.quantity))
  return {
    id: BigInt(line.variantId ?? 0),
    properties: line.properties,
    quantity: line.quantity,
    variant_id: BigInt(line.variantId ?? 0),
    key: line.key,
    title: line.variantTitle ? `${title} - ${line.variantTitle}` : title,
    price: price(line.priceMinor),
    original_price: price(line.priceMinor),
    presentment_price: price(line.priceMinor) / 100,
    discounted_price: price(each),
    line_price: price(finalMinor),
    original_line_price: price(line.totalMinor),
    total_discount: price(discountMinor),
    discounts: ofLine.map(({ one, amountMinor }) => ({
      amount: price(amountMinor),
      title: one.title,
    })),
    sku: line.sku,
    grams: line.grams,
    vendor: line.vendor,
    taxable: line.taxable,
    product_id: BigInt(line.productId ?? 0),
    product_has_only_default_variant: line.variantTitle === null,
    gift_card: line.giftCard,
    final_price: price(each),
    final_line_price: price(finalMinor),
    url: localPath(locale, path),
    featured_image: image,
    image: image?.src ?? null,
    handle: line.product?.handle ?? null,
    requires_shipping: line.requiresShipping,
    product_type: words?.type ?? "",
    product_title: title,
    product_description: (words?.description ?? "").replaceAll(/<[^>]+>/g, ""),
    variant_title: line.variantTitle,
    variant_options: [line.variantTitle ?? "Default Title"],
    options_with_values: [{ name: "Title", value: line.variantTitle ?? "Default Title" }],
    line_level_discount_allocations: ofLine.map(({ one, amountMinor }) => ({
      amount: price(amountMinor),
      discount_application: one.object,
    })),
    line_level_total_discount: price(discountMinor),
    quantity_rule: { min: 1, max: null, increment: 1 },
    has_components: false,
    url_to_remove: localPath(locale, `/cart/change?id=${encodeURIComponent(line.key)}&quantity=0`),
  }
}
