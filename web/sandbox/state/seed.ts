import { type Clock, secondsIso } from "#web/sandbox/clock.ts"
import type { Product, Shop } from "./model.ts"
import { productPicture } from "./product-picture.ts"
import { demoProducts, type ProductSeed } from "./seed-products.ts"
import type { ShopStore, Store } from "./store.ts"

export const demoDomain = "regulars-demo.myshopify.com"

const demoShop = {
  domain: demoDomain,
  name: "Kettle & Leaf",
  email: "hello@kettleandleaf.example",
  ownerName: "Robin Marsh",
  currency: "USD",
  locale: "en",
  timeZone: "America/New_York",
  countryCode: "US",
  planName: "partner_test",
  taxesIncluded: false,
  taxRateBasisPoints: 800,
  taxTitle: "Sales tax",
  taxShipping: false,
  shippingTitle: "Standard shipping",
  shippingMinor: 500,
  freeShippingFromMinor: 6000 as number | null,
}

/** Makes the demo shop with its products if there is none of its domain; the app is installed. */
export function seedDemoShop(store: Store, clock: Clock, scopes: string[]): void {
  seedShop(store, clock, scopes, {})
}

/**
 * The demo shop under another domain, currency or tax setting. A shop that is there stays as it is;
 * only products are made if it has none.
 */
export function seedShop(
  store: Store,
  clock: Clock,
  scopes: string[],
  changes: Partial<typeof demoShop>,
): Shop {
  const details = { ...demoShop, ...changes }
  const known = store.shops.findOne("domain", details.domain)
  const at = secondsIso(clock.now())
  return store.transaction(() => {
    const shop = known ?? store.shops.put(newShop(store, details, scopes, at))
    const own = store.ofShop(shop.domain)
    if (own.products.count() > 0) return shop
    const products = demoProducts.map((seed) => putProduct(own, productOf(store, seed, at)))
    const bestsellers = products.filter((product) => product.tags.includes("bestseller"))
    own.collections.put({
      id: store.nextId(),
      handle: "bestsellers",
      title: "Bestsellers",
      productIds: bestsellers.map((product) => product.id),
      updatedAt: at,
    })
    return shop
  })
}

function newShop(store: Store, details: typeof demoShop, scopes: string[], at: string): Shop {
  return {
    id: store.nextId(),
    ...details,
    installation: { id: store.nextId(), scopes, installedAt: at },
    createdAt: at,
    updatedAt: at,
  }
}

/** Products are stored through this, so that their variants can be found. */
export function putProduct(store: ShopStore, product: Product): Product {
  for (const variant of product.variants) {
    store.variantOwners.put({ id: variant.id, productId: product.id })
  }
  return store.products.put(product)
}

function productOf(store: Store, seed: ProductSeed, at: string): Product {
  const giftCard = seed.productType === "Gift card"
  return {
    id: store.nextId(),
    handle: seed.handle,
    title: seed.title,
    descriptionHtml: `<p>${seed.description}</p>`,
    vendor: "Kettle & Leaf",
    productType: seed.productType,
    tags: seed.tags,
    giftCard,
    imageSvg: productPicture(seed.picture, seed.colour, seed.title),
    colour: seed.colour,
    variants: seed.variants.map((variant) => ({
      id: store.nextId(),
      title: variant.title,
      sku: variant.sku,
      priceMinor: variant.priceMinor,
      grams: variant.grams,
      taxable: !giftCard,
      requiresShipping: !giftCard,
    })),
    createdAt: at,
    updatedAt: at,
  }
}
