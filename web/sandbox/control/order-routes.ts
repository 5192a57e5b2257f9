import type { Request, Router } from "express"
import type { z } from "zod"
import { cancelOrder } from "#web/sandbox/commerce/cancel-order.ts"
import { placeOrder } from "#web/sandbox/commerce/complete-checkout.ts"
import { deleteOrder } from "#web/sandbox/commerce/delete-order.ts"
import { editOrder } from "#web/sandbox/commerce/edit-order.ts"
import { fulfilOrder } from "#web/sandbox/commerce/fulfil-order.ts"
import { markPaid } from "#web/sandbox/commerce/mark-paid.ts"
import { orderTotals } from "#web/sandbox/commerce/order-totals.ts"
import { refundOrder } from "#web/sandbox/commerce/refund-order.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Order } from "#web/sandbox/state/model.ts"
import { controlRoute, nothing, pathId } from "./control-route.ts"
import { cancelBody, editBody, fulfilBody, itemsOf, orderBody, refundBody } from "./order-bodies.ts"

export function orderRoutes(router: Router, context: SandboxContext): void {
  router.get(
    "/orders",
    controlRoute(context, nothing, (shop, _body, request) => ({
      orders: listed(shop, request),
      count: shop.store.orders.count(),
    })),
  )
  router.post(
    "/orders",
    controlRoute(context, orderBody, (shop, body) => shown(place(shop, body))),
  )
  const forOrder = <Schema extends z.ZodType>(schema: Schema, work: OrderWork<z.infer<Schema>>) =>
    controlRoute(context, schema, (shop, body, request) => {
      const order = shop.store.orders.get(pathId(request))
      return order && shown(work(shop, order, body))
    })
  router.get(
    "/orders/:id",
    forOrder(nothing, (_shop, order) => ({ ok: true, order })),
  )
  router.post("/orders/:id/refund", forOrder(refundBody, refund))
  router.post("/orders/:id/edit", forOrder(editBody, edit))
  router.post("/orders/:id/cancel", forOrder(cancelBody, cancel))
  router.post("/orders/:id/mark-paid", forOrder(nothing, markPaid))
  router.post(
    "/orders/:id/fulfil",
    forOrder(fulfilBody, (shop, order, body) => fulfilOrder(shop, order, body.lines)),
  )
  router.post(
    "/orders/:id/delete",
    forOrder(nothing, (shop, order) => {
      deleteOrder(shop, order)
      return { ok: true }
    }),
  )
}

type OrderWork<Body> = (shop: SandboxContext, order: Order, body: Body) => unknown

function place(shop: SandboxContext, body: z.infer<typeof orderBody>) {
  const items = itemsOf(shop, body.lines)
  if (!items) return unreadableLine
  const { lines: _lines, codes, customerId, email, firstName, lastName, shipping, ...rest } = body
  const buyer = {
    customerId: customerId ?? null,
    email: email ?? null,
    firstName: firstName ?? null,
    lastName: lastName ?? null,
  }
  return placeOrder(shop, items, codes, buyer, { ...rest, withoutShipping: !shipping })
}

const unreadableLine = { ok: false, reason: "unknown-variant-or-price" }

const refund: OrderWork<z.infer<typeof refundBody>> = (shop, order, body) => {
  const { all, amountMinor, lines, shippingMinor, ...rest } = body
  return refundOrder(shop, order, {
    ...rest,
    ...(all ? everything(order) : { lines: lines ?? [], shippingMinor: shippingMinor ?? 0 }),
    ...(amountMinor === undefined ? {} : { amountMinor }),
  })
}

const edit: OrderWork<z.infer<typeof editBody>> = (shop, order, { add, ...body }) => {
  const items = itemsOf(shop, add)
  return items ? editOrder(shop, order, { ...body, add: items }) : unreadableLine
}

const cancel: OrderWork<z.infer<typeof cancelBody>> = (shop, order, body) =>
  cancelOrder(shop, order, {
    ...(body.reason ? { reason: body.reason } : {}),
    refund: body.refund ?? true,
    restock: body.restock ?? true,
  })

/** Orders are answered with their sums. */
function shown(result: unknown): unknown {
  if (typeof result !== "object" || result === null || !("order" in result)) return result
  return { ...result, totals: orderTotals(result.order as Order) }
}

/** All lines and the shipping, and all the money that is left of what was paid. */
function everything(order: Order) {
  const totals = orderTotals(order)
  return {
    lines: order.lines.map((line) => ({ lineId: line.id, quantity: line.currentQuantity })),
    shippingMinor: "full" as const,
    amountMinor: totals.paidMinor - totals.refundedMinor,
  }
}

function listed(shop: SandboxContext, request: Request): Order[] {
  const { email, customerId, name } = request.query
  if (typeof email === "string") return shop.store.orders.find("email", email.toLowerCase())
  if (typeof customerId === "string") return shop.store.orders.find("customerId", customerId)
  if (typeof name === "string") return shop.store.orders.find("name", name)
  const limit = Math.min(Number(request.query.limit) || 50, 1000)
  return shop.store.orders.page({ orderBy: "number", reverse: true, limit })
}
