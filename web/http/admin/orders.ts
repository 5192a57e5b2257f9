import { z } from "zod"
import type { SettledLine } from "#web/core/orders/settled-order.ts"
import { type OrderFilter, type OrderOnScreen, readOrders } from "#web/db/read-orders.ts"
import { type AdminContext, builder } from "./builder.ts"
import { type Page, type PageArgs, readPage, wholeId } from "./paging.ts"

const LineType = builder.objectRef<SettledLine>("OrderLine").implement({
  fields: (t) => ({
    lineId: t.exposeString("lineId"),
    eligibleMinor: t.expose("eligibleMinor", { type: "Whole", description: "What counts of it." }),
    points: t.expose("points", { type: "Whole" }),
  }),
})

const OrderStateType = builder.enumType("OrderState", {
  values: ["unpaid", "paid", "cancelled"] as const,
})

const OrderType = builder.objectRef<OrderOnScreen>("Order").implement({
  fields: (t) => ({
    id: t.id({ resolve: ({ shopId, orderId }) => `${shopId}-${orderId}` }),
    name: t.exposeString("name"),
    memberId: t.exposeID("memberId", { nullable: true }),
    placedAt: t.expose("placedAt", { type: "DateTime" }),
    state: t.expose("state", { type: OrderStateType }),
    currency: t.exposeString("currency"),
    points: t.expose("points", { type: "Whole" }),
    reason: t.string({
      nullable: true,
      description: "Why it earned nothing, as a code.",
      resolve: ({ reason }) => reason,
    }),
    programVersion: t.expose("programVersion", {
      type: "Whole",
      description: "The version whose terms apply to it; 0: placed before there was one.",
    }),
    lines: t.expose("lines", { type: [LineType] }),
  }),
})

export const OrderPage = builder.objectRef<Page<OrderOnScreen>>("OrderPage").implement({
  fields: (t) => ({
    nodes: t.expose("nodes", { type: [OrderType] }),
    endCursor: t.exposeString("endCursor", { nullable: true }),
  }),
})

builder.queryField("orders", (t) =>
  t.field({
    type: OrderPage,
    description: "The brand's orders, newest first.",
    args: {
      onlyWithoutPoints: t.arg.boolean({ required: false }),
      first: t.arg.int({ required: false }),
      after: t.arg.string({ required: false }),
    },
    resolve: (_root, { onlyWithoutPoints, ...page }, context) =>
      orderPage(context, { memberId: null, onlyWithoutPoints: onlyWithoutPoints ?? false }, page),
  }),
)

const position = z.strictObject({ shopId: z.int(), orderId: wholeId })

export function orderPage(
  { deps, session: { brandId } }: AdminContext,
  filter: OrderFilter,
  page: PageArgs,
): Promise<Page<OrderOnScreen>> {
  return readPage(
    page,
    position,
    (bounds) => deps.db.withBrand(brandId, (tx) => readOrders(tx, brandId, filter, bounds)),
    ({ shopId, orderId }) => ({ shopId, orderId }),
  )
}
