import { type RedemptionOnScreen, readRedemptions } from "#web/db/read-redemptions.ts"
import { type AdminContext, builder } from "./builder.ts"
import { type Page, type PageArgs, readPage, wholeId } from "./paging.ts"

const RedemptionStatusType = builder.enumType("RedemptionStatus", {
  values: {
    reserved: { description: "The points are taken, the code is being made." },
    issued: { description: "The shopper has the code." },
    used: { description: "An order used the code." },
    returned: { description: "The code was handed back for its points." },
    failed: { description: "No code could be made; the points were given back." },
  } as const,
})

const RedemptionType = builder.objectRef<RedemptionOnScreen>("Redemption").implement({
  fields: (t) => ({
    id: t.exposeID("redemptionId"),
    memberId: t.exposeID("memberId"),
    rewardName: t.exposeString("rewardName"),
    points: t.expose("points", { type: "Whole" }),
    amountMinor: t.expose("amountMinor", { type: "Whole" }),
    currency: t.exposeString("currency"),
    status: t.expose("status", { type: RedemptionStatusType }),
    failure: t.exposeString("failure", { nullable: true }),
    code: t.string({
      nullable: true,
      resolve: ({ codeSealed }, _args, { deps }) => codeSealed && deps.seal.open(codeSealed),
    }),
    createdAt: t.expose("createdAt", { type: "DateTime" }),
    usedOrderName: t.exposeString("usedOrderName", { nullable: true }),
  }),
})

export const RedemptionPage = builder
  .objectRef<Page<RedemptionOnScreen>>("RedemptionPage")
  .implement({
    fields: (t) => ({
      nodes: t.expose("nodes", { type: [RedemptionType] }),
      endCursor: t.exposeString("endCursor", { nullable: true }),
    }),
  })

builder.queryField("redemptions", (t) =>
  t.field({
    type: RedemptionPage,
    description: "Rewards that the brand's members redeemed, newest first.",
    args: { first: t.arg.int({ required: false }), after: t.arg.string({ required: false }) },
    resolve: (_root, page, context) => redemptionPage(context, null, page),
  }),
)

export function redemptionPage(
  { deps, session: { brandId } }: AdminContext,
  memberId: string | null,
  page: PageArgs,
): Promise<Page<RedemptionOnScreen>> {
  return readPage(
    page,
    wholeId,
    (bounds) => deps.db.withBrand(brandId, (tx) => readRedemptions(tx, brandId, memberId, bounds)),
    (redemption) => redemption.redemptionNo,
  )
}
