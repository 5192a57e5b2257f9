import type { Args } from "#web/sandbox/admin-api/admin-request.ts"
import { listConnection } from "#web/sandbox/admin-api/connection.ts"
import { amountText } from "#web/sandbox/commerce/money.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { gid } from "#web/sandbox/payloads/json.ts"
import type { Product, Variant } from "#web/sandbox/state/model.ts"
import { metafieldFields } from "./metafield.ts"

export function productObject(shop: SandboxContext, product: Product) {
  const id = gid("Product", product.id)
  return {
    __typename: "Product",
    id,
    legacyResourceId: product.id,
    title: product.title,
    handle: product.handle,
    description: product.descriptionHtml.replace(/<[^>]*>/g, ""),
    descriptionHtml: product.descriptionHtml,
    productType: product.productType,
    vendor: product.vendor,
    tags: product.tags,
    isGiftCard: product.giftCard,
    status: "ACTIVE",
    createdAt: product.createdAt,
    updatedAt: product.updatedAt,
    publishedAt: product.createdAt,
    collections: (args: Args) =>
      listConnection(collectionsOf(shop, product), args, (collection) => ({
        __typename: "Collection",
        id: gid("Collection", collection.id),
        legacyResourceId: collection.id,
        handle: collection.handle,
        title: collection.title,
        updatedAt: collection.updatedAt,
      })),
    inCollection: (args: Args) =>
      collectionsOf(shop, product).some((one) => gid("Collection", one.id) === args.id),
    variants: (args: Args) =>
      listConnection(product.variants, args, (variant) => variantObject(shop, product, variant)),
    variantsCount: { count: product.variants.length, precision: "EXACT" },
    ...metafieldFields(shop, id),
  }
}

export function variantObject(shop: SandboxContext, product: Product, variant: Variant) {
  const id = gid("ProductVariant", variant.id)
  return {
    __typename: "ProductVariant",
    id,
    legacyResourceId: variant.id,
    title: variant.title,
    displayName: `${product.title} - ${variant.title}`,
    sku: variant.sku,
    price: amountText(variant.priceMinor, shop.shop().currency),
    compareAtPrice: null,
    taxable: variant.taxable,
    availableForSale: true,
    createdAt: product.createdAt,
    updatedAt: product.updatedAt,
    product: () => productObject(shop, product),
    ...metafieldFields(shop, id),
  }
}

function collectionsOf(shop: SandboxContext, product: Product) {
  return shop.store.collections.all().filter((one) => one.productIds.includes(product.id))
}
