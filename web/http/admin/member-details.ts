import type { MemberTotals } from "#web/core/facts.ts"
import type { Missing } from "#web/core/tiers/place-member.ts"
import {
  explainPoints,
  type PlacedMember,
  showLots,
  showMember,
} from "#web/flows/explain-points.ts"
import { builder } from "./builder.ts"
import { HistoryPage, historyPosition, LotType, positionOf } from "./member-points.ts"
import { MemberTier, MemberType } from "./members.ts"
import { OrderPage, orderPage } from "./orders.ts"
import { readPage, wholeId } from "./paging.ts"
import { RedemptionPage, redemptionPage } from "./redemptions.ts"

const TotalsType = builder.objectRef<MemberTotals>("MemberTotals").implement({
  description: "By orders only, net of refunds, over the lifetime: what tiers count.",
  fields: (t) => ({
    earnedPoints: t.expose("earnedPoints", { type: "Whole" }),
    spendMinor: t.expose("spendMinor", { type: "Whole" }),
    orderCount: t.expose("orderCount", { type: "Whole" }),
  }),
})

const MissingType = builder.objectRef<Missing>("MissingToTier").implement({
  description: "What is left to reach the next tier; null: reached, or does not count.",
  fields: (t) => ({
    earnedPoints: t.expose("earnedPoints", { type: "Whole", nullable: true }),
    spendMinor: t.expose("spendMinor", { type: "Whole", nullable: true }),
    orderCount: t.expose("orderCount", { type: "Whole", nullable: true }),
  }),
})

const pageArgs = builder.args((t) => ({
  first: t.int({ required: false }),
  after: t.string({ required: false }),
}))

/** Beside `Member`, so that a list of members can never ask for everybody's history. */
export const MemberDetailsType = builder.objectRef<PlacedMember>("MemberDetails").implement({
  fields: (t) => ({
    member: t.field({ type: MemberType, resolve: (member) => member }),
    totals: t.expose("totals", { type: TotalsType }),
    nextTier: t.field({
      type: MemberTier,
      nullable: true,
      resolve: ({ placement }) => placement.next,
    }),
    missing: t.field({ type: MissingType, resolve: ({ placement }) => placement.missing }),
    lots: t.field({
      type: [LotType],
      description: "What the balance is made of, in the order in which it will be spent.",
      resolve: ({ memberId }, _args, { deps, session: { brandId } }) =>
        showLots(deps.db, { brandId, memberId }),
    }),
    history: t.field({
      type: HistoryPage,
      args: pageArgs,
      resolve: ({ memberId }, args, { deps, session: { brandId } }) =>
        readPage(
          args,
          historyPosition,
          (page) => explainPoints(deps.db, { brandId, memberId }, page),
          positionOf,
        ),
    }),
    orders: t.field({
      type: OrderPage,
      args: pageArgs,
      resolve: ({ memberId }, args, context) =>
        orderPage(context, { memberId, onlyWithoutPoints: false }, args),
    }),
    redemptions: t.field({
      type: RedemptionPage,
      args: pageArgs,
      resolve: ({ memberId }, args, context) => redemptionPage(context, memberId, args),
    }),
  }),
})

builder.queryField("member", (t) =>
  t.field({
    type: MemberDetailsType,
    nullable: true,
    args: { id: t.arg.id() },
    resolve: (_root, { id }, { deps, session }) =>
      wholeId.safeParse(id).success ? showMember(deps.db, session.brandId, id) : null,
  }),
)
