import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Cart, CartLine, Id, Product, Variant } from "#web/sandbox/state/model.ts"
import type { CodeCandidate } from "./apply-codes.ts"
import { type Buyer, type PriceableLine, type Priced, priceLines } from "./price-lines.ts"

/** A line of a cart with the product it is for. */
export type CartItem = PriceableLine & {
  key: string
  title: string
  variantTitle: string | null
  sku: string | null
  vendor: string | null
  grams: number
  properties: Record<string, string>
  product: Product | null
  variant: Variant | null
}

export type PricedCart = Priced<CartItem>

export type PriceOptions = {
  buyer?: Partial<Buyer>
  tipMinor?: number
  /** As in the cart, before the shopper goes to the checkout. */
  withoutShipping?: boolean
}

/**
 * Prices a cart as its page and the checkout show it. `codes` says of each of the cart's codes
 * whether it applies and what it takes off. Lines whose product is gone are left out.
 */
export function priceCart(
  context: SandboxContext,
  cart: Pick<Cart, "lines" | "discountCodes" | "customerId">,
  options: PriceOptions = {},
): PricedCart {
  const items = cart.lines.flatMap((line) => itemOf(context, line) ?? [])
  return priceItems(context, items, cart.discountCodes, {
    ...options,
    buyer: { customerId: cart.customerId, ...options.buyer },
  })
}

/** The same for lines that need not be in a cart. */
export function priceItems(
  context: SandboxContext,
  items: CartItem[],
  discountCodes: string[],
  options: PriceOptions = {},
): PricedCart {
  const buyer = knownBuyer(context, options.buyer ?? {})
  return priceLines(items, {
    shop: context.shop(),
    buyer,
    now: context.clock.now(),
    codes: discountCodes.map((code) => candidateOf(context, code, buyer)),
    tipMinor: options.tipMinor ?? 0,
    withoutShipping: options.withoutShipping ?? false,
  })
}

/** The variant with its product, or null. */
export function findVariant(
  context: SandboxContext,
  variantId: Id,
): { product: Product; variant: Variant } | null {
  const owner = context.store.variantOwners.get(variantId)
  const product = owner && context.store.products.get(owner.productId)
  const variant = product?.variants.find((one) => one.id === variantId)
  return product && variant ? { product, variant } : null
}

export function itemOf(context: SandboxContext, line: CartLine): CartItem | null {
  const found = findVariant(context, line.variantId)
  if (!found) return null
  const { product, variant } = found
  return {
    key: line.key,
    title: product.title,
    variantTitle: variant.title === "Default Title" ? null : variant.title,
    sku: variant.sku,
    vendor: product.vendor,
    grams: variant.grams,
    properties: line.properties,
    product,
    variant,
    priceMinor: variant.priceMinor,
    quantity: line.quantity,
    productId: product.id,
    variantId: variant.id,
    collectionIds: context.store.collections
      .all()
      .filter((collection) => collection.productIds.includes(product.id))
      .map((collection) => collection.id),
    giftCard: product.giftCard,
    taxable: variant.taxable,
    requiresShipping: variant.requiresShipping,
  }
}

/** An email that belongs to a customer makes the buyer that customer, as the checkout does. */
function knownBuyer(context: SandboxContext, buyer: Partial<Buyer>): Buyer {
  const email = buyer.email ?? null
  const customerId =
    buyer.customerId ??
    (email && context.store.customers.findOne("email", email.toLowerCase())?.id) ??
    null
  return { customerId: customerId || null, email }
}

function candidateOf(context: SandboxContext, code: string, buyer: Buyer): CodeCandidate {
  const { store } = context
  const redeemCode = store.redeemCodes.findOne("code", code.trim().toLowerCase())
  if (!redeemCode) return { code, redeemCode: null, discount: null, usedByBuyer: false }
  const { customerId, email } = buyer
  const usedByBuyer =
    (customerId !== null &&
      store.codeUses.findOne("byCustomer", `${redeemCode.id}:${customerId}`) !== null) ||
    (email !== null &&
      store.codeUses.findOne("byEmail", `${redeemCode.id}:${email.toLowerCase()}`) !== null)
  return { code, redeemCode, discount: store.discounts.get(redeemCode.discountId), usedByBuyer }
}
