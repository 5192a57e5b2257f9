import { discountStatus } from "#web/sandbox/commerce/discount-status.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import type { DiscountNode } from "#web/sandbox/state/model.ts"
import { type Args, notOffered } from "./admin-request.ts"
import { type Connection, storedConnection } from "./connection.ts"
import { type Filters, matcher, readSearch } from "./search-query.ts"

const sortKeys: Record<string, { orderBy: string | null; keyOf: (one: DiscountNode) => string }> = {
  ID: { orderBy: null, keyOf: (discount) => discount.id },
  RELEVANCE: { orderBy: null, keyOf: (discount) => discount.id },
  TITLE: { orderBy: "title", keyOf: (discount) => discount.title },
  CREATED_AT: { orderBy: "createdAt", keyOf: (discount) => discount.createdAt },
  UPDATED_AT: { orderBy: "updatedAt", keyOf: (discount) => discount.updatedAt },
}

/** `codeDiscountNodes` and `discountNodes`: the same discounts, drawn by `node`. */
export function discountPage<Node>(
  shop: SandboxContext,
  args: Args,
  node: (discount: DiscountNode) => Node,
): Connection<Node> {
  const sort = sortKeys[args.sortKey ?? "ID"]
  if (!sort) throw notOffered(`Sorting discounts by ${args.sortKey}`)
  const filters: Filters<DiscountNode> = {
    title: { text: (discount) => [discount.title] },
    status: { text: (discount) => [discountStatus(discount, shop.clock.now())] },
    created_at: { time: (discount) => discount.createdAt },
    updated_at: { time: (discount) => discount.updatedAt },
    id: { text: (discount) => [discount.id] },
  }
  const matches = matcher(readSearch(args.query), filters, (discount) => [discount.title])
  return storedConnection(shop.store.discounts, args, { ...sort, matches }, node)
}
