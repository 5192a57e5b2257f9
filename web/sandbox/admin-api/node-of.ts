import { findVariant } from "#web/sandbox/commerce/price-cart.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { bulkCreationObject } from "./discounts/bulk-codes.ts"
import { readGid } from "./gid.ts"
import { customerObject } from "./objects/customer.ts"
import { codeDiscountNodeObject, discountNodeObject, redeemCodeObject } from "./objects/discount.ts"
import { orderObject } from "./objects/order.ts"
import { productObject, variantObject } from "./objects/product.ts"
import { installationObject, shopObject } from "./objects/shop.ts"

type Finder = (shop: SandboxContext, id: string) => object | null

const finders: Record<string, Finder> = {
  Shop: (shop, id) => (shop.shop().id === id ? shopObject(shop) : null),
  AppInstallation: (shop, id) =>
    shop.shop().installation?.id === id ? installationObject(shop) : null,
  Order: (shop, id) => {
    const order = shop.store.orders.get(id)
    return order && orderObject(shop, order)
  },
  Customer: (shop, id) => {
    const customer = shop.store.customers.get(id)
    return customer && customerObject(shop, customer)
  },
  Product: (shop, id) => {
    const product = shop.store.products.get(id)
    return product && productObject(shop, product)
  },
  ProductVariant: (shop, id) => {
    const variant = findVariant(shop, id)
    return variant && variantObject(shop, variant.product, variant.variant)
  },
  DiscountCodeNode: (shop, id) => {
    const discount = shop.store.discounts.get(id)
    return discount && codeDiscountNodeObject(shop, discount)
  },
  DiscountNode: (shop, id) => {
    const discount = shop.store.discounts.get(id)
    return discount && discountNodeObject(shop, discount)
  },
  DiscountRedeemCode: (shop, id) => {
    const code = shop.store.redeemCodes.get(id)
    return code && redeemCodeObject(code)
  },
  DiscountRedeemCodeBulkCreation: (shop, id) => {
    const creation = shop.store.bulkCreations.get(id)
    return creation && bulkCreationObject(shop, creation)
  },
}

/** Whatever a global id names, as the Admin API shows it; null if there is none. */
export function nodeOf(shop: SandboxContext, gid: string): object | null {
  const { kind, id } = readGid(gid)
  return finders[kind]?.(shop, id) ?? null
}
