import type { Id, OrderLine, Shop, TaxLine } from "#web/sandbox/state/model.ts"
import type { PricedCart } from "./price-cart.ts"

export function lineOf(id: Id, line: PricedCart["lines"][number], shop: Shop): OrderLine {
  return {
    id,
    productId: line.productId,
    variantId: line.variantId,
    title: line.title,
    variantTitle: line.variantTitle,
    sku: line.sku,
    vendor: line.vendor,
    priceMinor: line.priceMinor,
    quantity: line.quantity,
    currentQuantity: line.quantity,
    fulfilledQuantity: 0,
    giftCard: line.giftCard,
    tip: false,
    taxable: line.taxable,
    requiresShipping: line.requiresShipping,
    grams: line.grams,
    properties: Object.entries(line.properties).map(([name, value]) => ({ name, value })),
    allocations: line.allocations,
    taxLines: taxLinesOf(shop, line.taxMinor),
  }
}

/** A tip is a line of its own, as in Shopify. */
export function tipLine(id: Id, amountMinor: number): OrderLine {
  return {
    id,
    productId: null,
    variantId: null,
    title: "Tip",
    variantTitle: null,
    sku: null,
    vendor: null,
    priceMinor: amountMinor,
    quantity: 1,
    currentQuantity: 1,
    fulfilledQuantity: 1,
    giftCard: false,
    tip: true,
    taxable: false,
    requiresShipping: false,
    grams: 0,
    properties: [],
    allocations: [],
    taxLines: [],
  }
}

export function taxLinesOf(shop: Shop, amountMinor: number): TaxLine[] {
  if (amountMinor === 0) return []
  return [{ title: shop.taxTitle, rateBasisPoints: shop.taxRateBasisPoints, amountMinor }]
}
