import { type Args, notOffered } from "#web/sandbox/admin-api/admin-request.ts"
import { idOf } from "#web/sandbox/admin-api/gid.ts"
import { minorOf } from "#web/sandbox/commerce/money.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import type { DiscountNode } from "#web/sandbox/state/model.ts"

export type DiscountDraft = Omit<DiscountNode, "id" | "usageCount" | "createdAt" | "updatedAt">

/** Changes what a draft says by what the input says; what the input leaves out stays. */
export function applyInput(shop: SandboxContext, draft: DiscountDraft, input: Args): DiscountDraft {
  const next = { ...draft }
  if (input.title != null) next.title = input.title
  if (input.startsAt != null) next.startsAt = secondsOf(input.startsAt)
  if (input.endsAt !== undefined) next.endsAt = input.endsAt && secondsOf(input.endsAt)
  if (input.usageLimit !== undefined) next.usageLimit = input.usageLimit
  if (input.appliesOncePerCustomer != null) next.oncePerCustomer = input.appliesOncePerCustomer
  if (input.tags != null) next.tags = input.tags
  if (input.recurringCycleLimit) throw notOffered("recurringCycleLimit")
  if (input.combinesWith != null) next.combinesWith = combinesWithOf(input.combinesWith)
  if (input.minimumRequirement !== undefined) {
    next.minimum = minimumOf(shop, input.minimumRequirement)
  }
  const value = input.customerGets?.value
  if (value) next.value = discountValue(shop, value)
  const items = input.customerGets?.items
  if (items) next.items = itemsOf(next.items, items)
  if (input.context) next.customerIds = buyersOf(next.customerIds, input.context)
  if (input.customerSelection)
    next.customerIds = buyersOf(next.customerIds, input.customerSelection)
  return next
}

function combinesWithOf(input: Args): DiscountNode["combinesWith"] {
  if (input.productDiscountsWithTagsOnSameCartLine) {
    throw notOffered("productDiscountsWithTagsOnSameCartLine")
  }
  return {
    orderDiscounts: input.orderDiscounts ?? false,
    productDiscounts: input.productDiscounts ?? false,
    shippingDiscounts: input.shippingDiscounts ?? false,
  }
}

function minimumOf(shop: SandboxContext, input: Args | null): DiscountNode["minimum"] {
  const subtotal = input?.subtotal?.greaterThanOrEqualToSubtotal
  const quantity = input?.quantity?.greaterThanOrEqualToQuantity
  if (subtotal != null) return { subtotalMinor: minorOf(subtotal, shop.shop().currency) ?? -1 }
  return quantity == null ? null : { quantity: Number(quantity) }
}

function discountValue(shop: SandboxContext, input: Args): DiscountNode["value"] {
  if (input.discountOnQuantity) throw notOffered("discountOnQuantity")
  if (input.percentage != null) {
    return { kind: "percentage", basisPoints: Math.round(input.percentage * 10_000) }
  }
  return {
    kind: "fixed",
    amountMinor: minorOf(input.discountAmount?.amount ?? "0", shop.shop().currency) ?? -1,
    onEachItem: input.discountAmount?.appliesOnEachItem ?? false,
  }
}

function itemsOf(known: DiscountNode["items"], input: Args): DiscountNode["items"] {
  if (input.all) return { all: true }
  const before = known.all ? { productIds: [], variantIds: [], collectionIds: [] } : known
  const { products, collections } = input
  return {
    all: false,
    productIds: changed(
      "Product",
      before.productIds,
      products?.productsToAdd,
      products?.productsToRemove,
    ),
    variantIds: changed(
      "ProductVariant",
      before.variantIds,
      products?.productVariantsToAdd,
      products?.productVariantsToRemove,
    ),
    collectionIds: changed(
      "Collection",
      before.collectionIds,
      collections?.add,
      collections?.remove,
    ),
  }
}

function buyersOf(known: string[] | null, input: Args): string[] | null {
  if (input.all) return null
  if (!input.customers) throw notOffered("Discounts for segments or markets")
  return changed("Customer", known ?? [], input.customers.add, input.customers.remove)
}

function changed(kind: string, known: string[], add?: string[], remove?: string[]): string[] {
  const ids = (list: string[] | undefined) => (list ?? []).flatMap((gid) => idOf(kind, gid) ?? [])
  const gone = new Set(ids(remove))
  return [...new Set([...known, ...ids(add)])].filter((id) => !gone.has(id))
}

function secondsOf(time: string): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`
}
