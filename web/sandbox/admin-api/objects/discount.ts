import type { Args } from "#web/sandbox/admin-api/admin-request.ts"
import { listConnection, storedConnection } from "#web/sandbox/admin-api/connection.ts"
import { matcher, readSearch } from "#web/sandbox/admin-api/search-query.ts"
import { isOrderDiscount } from "#web/sandbox/commerce/discount-rules.ts"
import { discountStatus } from "#web/sandbox/commerce/discount-status.ts"
import { decimalText } from "#web/sandbox/commerce/money.ts"
import { findVariant } from "#web/sandbox/commerce/price-cart.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { gid } from "#web/sandbox/payloads/json.ts"
import type { DiscountNode, RedeemCode } from "#web/sandbox/state/model.ts"
import { customerObject } from "./customer.ts"
import { metafieldFields } from "./metafield.ts"
import { money } from "./money.ts"
import { productObject, variantObject } from "./product.ts"

/** DiscountCodeNode. */
export function codeDiscountNodeObject(shop: SandboxContext, discount: DiscountNode) {
  const id = gid("DiscountCodeNode", discount.id)
  return {
    __typename: "DiscountCodeNode",
    id,
    codeDiscount: () => basicObject(shop, discount),
    ...metafieldFields(shop, id),
  }
}

/** DiscountNode: the same discount under the other interface, with an id of the same number. */
export function discountNodeObject(shop: SandboxContext, discount: DiscountNode) {
  return {
    __typename: "DiscountNode",
    id: gid("DiscountNode", discount.id),
    discount: () => basicObject(shop, discount),
    ...metafieldFields(shop, gid("DiscountCodeNode", discount.id)),
  }
}

export function redeemCodeObject(code: RedeemCode) {
  return {
    __typename: "DiscountRedeemCode",
    id: gid("DiscountRedeemCode", code.id),
    code: code.code,
    asyncUsageCount: code.usageCount,
    createdBy: null,
  }
}

function basicObject(shop: SandboxContext, discount: DiscountNode) {
  const { currency } = shop.shop()
  const count = () => shop.store.redeemCodes.count({ key: "discountId", value: discount.id })
  const classes = isOrderDiscount(discount) ? ["ORDER"] : ["PRODUCT"]
  return {
    __typename: "DiscountCodeBasic",
    title: discount.title,
    status: discountStatus(discount, shop.clock.now()),
    startsAt: discount.startsAt,
    endsAt: discount.endsAt,
    createdAt: discount.createdAt,
    updatedAt: discount.updatedAt,
    usageLimit: discount.usageLimit,
    asyncUsageCount: discount.usageCount,
    appliesOncePerCustomer: discount.oncePerCustomer,
    recurringCycleLimit: null,
    discountClasses: classes,
    discountClass: classes[0],
    tags: discount.tags,
    combinesWith: { ...discount.combinesWith, productDiscountsWithTagsOnSameCartLine: null },
    summary: summaryOf(discount, currency),
    shortSummary: summaryOf(discount, currency),
    codesCount: () => ({ count: count(), precision: "EXACT" }),
    codes: (args: Args) => codesOf(shop, discount, args),
    minimumRequirement: minimumOf(discount, currency),
    customerGets: {
      appliesOnOneTimePurchase: true,
      appliesOnSubscription: false,
      items: itemsOf(shop, discount),
      value: discountValue(discount, currency),
    },
    context: () => contextOf(shop, discount, "DiscountBuyerSelectionAll"),
    customerSelection: () => contextOf(shop, discount, "DiscountCustomerAll"),
    shareableUrls: [],
    totalSales: null,
    hasTimelineComment: false,
  }
}

function codesOf(shop: SandboxContext, discount: DiscountNode, args: Args) {
  const terms = readSearch(args.query)
  const code = { text: (one: RedeemCode) => [one.code] }
  return storedConnection(
    shop.store.redeemCodes,
    args,
    {
      orderBy: null,
      keyOf: (one) => one.id,
      where: { key: "discountId", value: discount.id },
      matches: matcher(terms, { code }, (one) => [one.code]),
    },
    redeemCodeObject,
  )
}

function minimumOf(discount: DiscountNode, currency: string) {
  const { minimum } = discount
  if (!minimum) return null
  if ("quantity" in minimum) {
    return {
      __typename: "DiscountMinimumQuantity",
      greaterThanOrEqualToQuantity: String(minimum.quantity),
    }
  }
  return {
    __typename: "DiscountMinimumSubtotal",
    greaterThanOrEqualToSubtotal: money(minimum.subtotalMinor, currency),
  }
}

function discountValue({ value }: DiscountNode, currency: string) {
  return value.kind === "fixed"
    ? {
        __typename: "DiscountAmount",
        amount: money(value.amountMinor, currency),
        appliesOnEachItem: value.onEachItem,
      }
    : { __typename: "DiscountPercentage", percentage: value.basisPoints / 10_000 }
}

function itemsOf(shop: SandboxContext, { items }: DiscountNode) {
  if (items.all) return { __typename: "AllDiscountItems", allItems: true }
  if (items.collectionIds.length > 0) {
    const found = items.collectionIds.flatMap((id) => shop.store.collections.get(id) ?? [])
    return {
      __typename: "DiscountCollections",
      collections: (args: Args) =>
        listConnection(found, args, (one) => ({
          __typename: "Collection",
          id: gid("Collection", one.id),
          title: one.title,
          handle: one.handle,
        })),
    }
  }
  const products = items.productIds.flatMap((id) => shop.store.products.get(id) ?? [])
  const variants = items.variantIds.flatMap((id) => findVariant(shop, id) ?? [])
  return {
    __typename: "DiscountProducts",
    products: (args: Args) => listConnection(products, args, (one) => productObject(shop, one)),
    productVariants: (args: Args) =>
      listConnection(variants, args, (one) => variantObject(shop, one.product, one.variant)),
  }
}

function contextOf(shop: SandboxContext, discount: DiscountNode, everyone: string) {
  if (!discount.customerIds) {
    return everyone === "DiscountCustomerAll"
      ? { __typename: everyone, allCustomers: true }
      : { __typename: everyone, all: "ALL" }
  }
  const customers = discount.customerIds.flatMap((id) => shop.store.customers.get(id) ?? [])
  return {
    __typename: "DiscountCustomers",
    customers: () => customers.map((customer) => customerObject(shop, customer)),
  }
}

function summaryOf({ value, items }: DiscountNode, currency: string): string {
  const what =
    value.kind === "fixed"
      ? `${decimalText(value.amountMinor, currency)} ${currency}`
      : `${value.basisPoints / 100}%`
  return `${what} off ${items.all ? "entire order" : "selected items"}`
}
