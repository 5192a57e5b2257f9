import type { TierSettings } from "#web/core/tiers/place-member.ts"
import { type PlacedMember, searchMembers } from "#web/flows/explain-points.ts"
import { builder } from "./builder.ts"
import { type Page, readPage, wholeId } from "./paging.ts"

const MemberState = builder.enumType("MemberState", {
  values: {
    member: { description: "Has an account." },
    guest: { description: "Bought without one: points wait until claimed." },
  } as const,
})

export const MemberTier = builder.objectRef<TierSettings>("MemberTier").implement({
  fields: (t) => ({ id: t.exposeID("id"), name: t.exposeString("name") }),
})

export const MemberType = builder.objectRef<PlacedMember>("Member").implement({
  fields: (t) => ({
    id: t.exposeID("memberId"),
    state: t.expose("state", { type: MemberState }),
    name: t.exposeString("name", { nullable: true }),
    email: t.exposeString("email", { nullable: true }),
    phone: t.exposeString("phone", { nullable: true }),
    joinedAt: t.expose("joinedAt", { type: "DateTime" }),
    points: t.expose("points", { type: "Whole" }),
    owedPoints: t.expose("owedPoints", {
      type: "Whole",
      description: "Taken back after they were spent; later earnings repay them.",
    }),
    tier: t.field({ type: MemberTier, nullable: true, resolve: ({ placement }) => placement.tier }),
  }),
})

const MemberPage = builder.objectRef<Page<PlacedMember>>("MemberPage").implement({
  fields: (t) => ({
    nodes: t.expose("nodes", { type: [MemberType] }),
    endCursor: t.exposeString("endCursor", { nullable: true }),
  }),
})

builder.queryField("members", (t) =>
  t.field({
    type: MemberPage,
    description: "Newest first. `search` is looked for in name, email and phone.",
    args: {
      search: t.arg.string({ required: false }),
      minPoints: t.arg({ type: "Whole", required: false }),
      maxPoints: t.arg({ type: "Whole", required: false }),
      first: t.arg.int({ required: false }),
      after: t.arg.string({ required: false }),
    },
    resolve: (_root, args, { deps, session }) => {
      const search = {
        text: args.search?.slice(0, 100) ?? null,
        minPoints: args.minPoints ?? null,
        maxPoints: args.maxPoints ?? null,
      }
      const read = (page: { after: string | null; limit: number }) =>
        searchMembers(deps.db, session.brandId, search, page)
      return readPage(args, wholeId, read, (member) => member.memberId)
    },
  }),
)
