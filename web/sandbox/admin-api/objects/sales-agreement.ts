import type { Args } from "#web/sandbox/admin-api/admin-request.ts"
import { listConnection } from "#web/sandbox/admin-api/connection.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { gid } from "#web/sandbox/payloads/json.ts"
import type { Order, OrderLine } from "#web/sandbox/state/model.ts"
import { lineItemObject } from "./line-item.ts"

/**
 * The first agreement of an order: the sale of all that was placed. Later ones are not offered.
 */
export function orderAgreements(shop: SandboxContext, order: Order) {
  return (args: Args) => listConnection([order], args, () => placed(shop, order))
}

function placed(shop: SandboxContext, order: Order) {
  return {
    __typename: "OrderAgreement",
    id: gid("SalesAgreement", order.id),
    happenedAt: order.createdAt,
    reason: "ORDER",
    sales: (args: Args) => listConnection(order.lines, args, (line) => sale(shop, order, line)),
  }
}

function sale(shop: SandboxContext, order: Order, line: OrderLine) {
  const kind = line.tip ? "Tip" : line.giftCard ? "GiftCard" : "Product"
  return {
    __typename: `${kind}Sale`,
    id: gid("Sale", line.id),
    actionType: "ORDER",
    lineType: { Tip: "TIP", GiftCard: "GIFT_CARD", Product: "PRODUCT" }[kind],
    quantity: line.quantity,
    lineItem: () => lineItemObject(shop, order, line),
  }
}
