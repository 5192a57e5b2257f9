import { isDeepStrictEqual } from "node:util"
import type { TierSettings } from "#web/core/tiers/place-member.ts"
import { type EditableProgram, readProgram } from "#web/db/program-draft.ts"
import { editTier, type TierEdit, type TierFields } from "#web/flows/edit-tier.ts"
import { type AdminContext, builder } from "./builder.ts"
import { ProgramPayloadType, programPayload } from "./program.ts"

/** A tier of the draft, with how it differs from what members have now. */
type DraftTier = TierSettings & { status: "live" | "changed" | "new" }

const TierMatch = builder.enumType("TierMatch", { values: ["any", "all"] as const })

const TierStatus = builder.enumType("TierStatus", {
  values: {
    live: { description: "Members have it as it stands here." },
    changed: { description: "Members have it as it was when last published." },
    new: { description: "Members do not have it yet." },
  } as const,
})

const Thresholds = builder.objectRef<TierSettings["thresholds"]>("TierThresholds").implement({
  description:
    "What a member must have done, over their lifetime and net of refunds. Null: does not count.",
  fields: (t) => ({
    earnedPoints: t.expose("earnedPoints", { type: "Whole", nullable: true }),
    spendMinor: t.expose("spendMinor", { type: "Whole", nullable: true }),
    orderCount: t.expose("orderCount", { type: "Whole", nullable: true }),
  }),
})

const TierType = builder.objectRef<DraftTier>("Tier").implement({
  fields: (t) => ({
    id: t.exposeID("id"),
    name: t.exposeString("name"),
    match: t.expose("match", { type: TierMatch }),
    thresholds: t.expose("thresholds", { type: Thresholds }),
    status: t.expose("status", { type: TierStatus }),
  }),
})

const TierListType = builder.objectRef<EditableProgram>("TierList").implement({
  fields: (t) => ({
    tiers: t.field({
      type: [TierType],
      description: "From lowest to highest.",
      resolve: draftTiers,
    }),
    revision: t.field({ type: "Whole", resolve: ({ draft }) => draft.revision }),
    currency: t.exposeString("currency", { description: "Of spendMinor." }),
    removed: t.stringList({
      description: "Names of tiers that members have and that publishing takes away.",
      resolve: removedTiers,
    }),
  }),
})

builder.queryField("tiers", (t) =>
  t.field({
    type: TierListType,
    description: "The tiers of the draft.",
    resolve: (_root, _args, { deps, session }) =>
      deps.db.withBrand(session.brandId, (tx) => readProgram(tx, session.brandId)),
  }),
)

const ThresholdsInput = builder.inputType("TierThresholdsInput", {
  fields: (t) => ({
    earnedPoints: t.field({ type: "Whole", required: false }),
    spendMinor: t.field({ type: "Whole", required: false }),
    orderCount: t.field({ type: "Whole", required: false }),
  }),
})

const TierInput = builder.inputType("TierInput", {
  fields: (t) => ({
    name: t.string(),
    match: t.field({ type: TierMatch }),
    thresholds: t.field({ type: ThresholdsInput }),
  }),
})

builder.mutationField("createTier", (t) =>
  t.field({
    type: ProgramPayloadType,
    args: { revision: t.arg({ type: "Whole" }), tier: t.arg({ type: TierInput }) },
    resolve: (_root, { revision, tier }, context) =>
      edit(context, revision, { kind: "create", fields: fieldsOf(tier) }),
  }),
)

builder.mutationField("editTier", (t) =>
  t.field({
    type: ProgramPayloadType,
    args: {
      revision: t.arg({ type: "Whole" }),
      id: t.arg.id(),
      tier: t.arg({ type: TierInput }),
    },
    resolve: (_root, { revision, id, tier }, context) =>
      edit(context, revision, { kind: "edit", id, fields: fieldsOf(tier) }),
  }),
)

builder.mutationField("deleteTier", (t) =>
  t.field({
    type: ProgramPayloadType,
    args: { revision: t.arg({ type: "Whole" }), id: t.arg.id() },
    resolve: (_root, { revision, id }, context) => edit(context, revision, { kind: "delete", id }),
  }),
)

builder.mutationField("reorderTiers", (t) =>
  t.field({
    type: ProgramPayloadType,
    args: { revision: t.arg({ type: "Whole" }), ids: t.arg.idList() },
    resolve: (_root, { revision, ids }, context) =>
      edit(context, revision, { kind: "reorder", ids }),
  }),
)

async function edit({ deps, session }: AdminContext, revision: number, edit: TierEdit) {
  return programPayload(await editTier(deps, session, { revision, edit }))
}

/** GraphQL's null means the same as absent: the threshold does not count. */
function fieldsOf(input: typeof TierInput.$inferInput): TierFields {
  const set = Object.entries(input.thresholds).filter(([, needed]) => needed != null)
  return { ...input, thresholds: Object.fromEntries(set) }
}

function draftTiers({ draft, live }: EditableProgram): DraftTier[] {
  return draft.settings.tiers.map((tier) => {
    const published = live?.settings.tiers.find(({ id }) => id === tier.id)
    if (!published) return { ...tier, status: "new" }
    return { ...tier, status: isDeepStrictEqual(tier, published) ? "live" : "changed" }
  })
}

function removedTiers({ draft, live }: EditableProgram): string[] {
  const kept = new Set(draft.settings.tiers.map(({ id }) => id))
  const tiers = live?.settings.tiers ?? []
  return tiers.filter(({ id }) => !kept.has(id)).map(({ name }) => name)
}
