import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Order } from "#web/sandbox/state/model.ts"
import { type Args, notOffered } from "./admin-request.ts"
import { storedConnection } from "./connection.ts"
import { orderObject } from "./objects/order.ts"
import { type Filters, matcher, readSearch, type Term, timeRange } from "./search-query.ts"

const filters: Filters<Order> = {
  updated_at: { time: (order) => order.updatedAt },
  created_at: { time: (order) => order.createdAt },
  processed_at: { time: (order) => order.processedAt },
  id: { text: (order) => [order.id] },
  name: { text: (order) => [order.name, String(order.number)] },
  email: { text: (order) => [order.email] },
  customer_id: { text: (order) => [order.customerId] },
  financial_status: { text: (order) => [order.financialStatus, "any"] },
  fulfillment_status: { text: (order) => [order.fulfillmentStatus ?? "unfulfilled", "any"] },
  status: { text: (order) => [...statusesOf(order), "any"] },
  test: { text: (order) => [String(order.test)] },
  tag: { text: (order) => order.tags },
  discount_code: { text: (order) => order.discountCodes.map((one) => one.code) },
  source_name: { text: (order) => [order.sourceName] },
}

/** The sort keys that have an index. */
const sortKeys: Record<
  string,
  { orderBy: string | null; keyOf: (order: Order) => string | number }
> = {
  ID: { orderBy: null, keyOf: (order) => order.id },
  RELEVANCE: { orderBy: null, keyOf: (order) => order.id },
  ORDER_NUMBER: { orderBy: "number", keyOf: (order) => order.number },
  CREATED_AT: { orderBy: "createdAt", keyOf: (order) => order.createdAt },
  PROCESSED_AT: { orderBy: "processedAt", keyOf: (order) => order.processedAt },
  UPDATED_AT: { orderBy: "updatedAt", keyOf: (order) => order.updatedAt },
}

/** Without read_all_orders an app sees the last sixty days only. */
const recentMs = 60 * 24 * 3600 * 1000

/** `orders` of the shop, or of one customer; `seesAll` is for apps with read_all_orders. */
export function orderPage(
  shop: SandboxContext,
  args: Args,
  customerId: string | null = null,
  seesAll = true,
) {
  const sort = sortKeys[args.sortKey ?? "ID"]
  if (!sort) throw notOffered(`Sorting orders by ${args.sortKey}`)
  const terms = readSearch(args.query)
  const matches = matcher(terms, filters, (order) => [order.name, order.email])
  return storedConnection(
    shop.store.orders,
    args,
    {
      ...sort,
      ...(customerId ? { where: { key: "customerId", value: customerId } } : {}),
      ...rangeOf(terms),
      matches: (order) => (seesAll || isRecent(shop, order)) && matches(order),
    },
    (order) => orderObject(shop, order),
  )
}

export function isRecent(shop: SandboxContext, order: Order): boolean {
  return shop.clock.now().getTime() - Date.parse(order.createdAt) <= recentMs
}

/** One range of times can be left to an index; the rest is checked row by row. */
function rangeOf(terms: Term[]) {
  for (const [field, key] of [
    ["updated_at", "updatedAt"],
    ["created_at", "createdAt"],
    ["processed_at", "processedAt"],
  ] as const) {
    const range = timeRange(terms, field)
    if (range.from || range.before) return { range: { key, ...range } }
  }
  return {}
}

function statusesOf(order: Order): string[] {
  if (order.cancelledAt) return ["cancelled", "not_open"]
  return order.closedAt ? ["closed"] : ["open", "not_closed"]
}
