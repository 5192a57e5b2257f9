import { adjustPoints } from "#web/flows/adjust-points.ts"
import { type PlacedMember, showMember } from "#web/flows/explain-points.ts"
import { type Refusal, refuse } from "#web/flows/refusal.ts"
import { builder } from "./builder.ts"
import { MemberDetailsType } from "./member-details.ts"
import { wholeId } from "./paging.ts"
import { RefusalType } from "./refusals.ts"

type Payload = { member: PlacedMember | null; refusals: Refusal[] }

const AdjustPayload = builder.objectRef<Payload>("AdjustPayload").implement({
  fields: (t) => ({
    member: t.expose("member", { type: MemberDetailsType, nullable: true }),
    refusals: t.expose("refusals", { type: [RefusalType] }),
  }),
})

builder.mutationField("adjustPoints", (t) =>
  t.field({
    type: AdjustPayload,
    description: "Gives points, or takes some: never more than the member has.",
    args: {
      memberId: t.arg.id(),
      points: t.arg({ type: "Whole", description: "Below zero: takes them." }),
      note: t.arg.string({ description: "Why. The member reads it too." }),
      idempotencyKey: t.arg.string({ description: "8 to 128 characters; repeating it is safe." }),
    },
    resolve: async (_root, args, { deps, session }): Promise<Payload> => {
      const { memberId } = args
      if (!wholeId.safeParse(memberId).success) return refused(refuse("unknown-member"))
      const adjusted = await adjustPoints(deps, session, args)
      if (!adjusted.ok) return refused(adjusted.refusals)
      return { member: await showMember(deps.db, session.brandId, memberId), refusals: [] }
    },
  }),
)

function refused(refusals: Refusal[]): Payload {
  return { member: null, refusals }
}
