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
    ...whatItIs(line, locale),
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
    final_price: price(each),
    final_line_price: price(finalMinor),
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

/** What the line is of, whatever it costs. */
function whatItIs(line: PricedCart["lines"][number], locale: Locale) {
  const words = line.product ? wordsOf(line.product, locale) : null
  const title = words?.title ?? line.title
  const image = line.product ? imageObject(line.product, title) : null
  const variant = line.variantTitle ?? "Default Title"
  return {
    title: line.variantTitle ? `${title} - ${line.variantTitle}` : title,
    sku: line.sku,
    grams: line.grams,
    vendor: line.vendor,
    taxable: line.taxable,
    requires_shipping: line.requiresShipping,
    gift_card: line.giftCard,
    url: localPath(locale, `/products/${line.product?.handle}?variant=${line.variantId}`),
    featured_image: image,
    image: image?.src ?? null,
    handle: line.product?.handle ?? null,
    product_id: BigInt(line.productId ?? 0),
    product_type: words?.type ?? "",
    product_title: title,
    product_description: (words?.description ?? "").replaceAll(/<[^>]+>/g, ""),
    product_has_only_default_variant: line.variantTitle === null,
    variant_title: line.variantTitle,
    variant_options: [variant],
    options_with_values: [{ name: "Title", value: variant }],
  }
}
