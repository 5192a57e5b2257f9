import type { Draft, EditableProgram, PublishedProgram } from "#web/db/program-draft.ts"
import { readProgram } from "#web/db/program-draft.ts"
import { discardDraft, type Edited, editProgram } from "#web/flows/edit-program.ts"
import { publishProgram } from "#web/flows/publish-program.ts"
import type { Refusal } from "#web/flows/refusal.ts"
import { builder } from "./builder.ts"
import { type ProgramChange, programChanges } from "./program-changes.ts"
import { RefusalType } from "./refusals.ts"

const settingsAre =
  "The programme's settings; their shape is `ProgramSettings` in web/core/program.ts."

const DraftType = builder.objectRef<Draft>("ProgramDraft").implement({
  description: "What an editor works on. Until it is saved, a copy of what is live.",
  fields: (t) => ({
    settings: t.expose("settings", { type: "Json", description: settingsAre }),
    revision: t.expose("revision", {
      type: "Whole",
      description: "Sent back with every change; 0: nothing is saved.",
    }),
    editedAt: t.expose("editedAt", { type: "DateTime", nullable: true }),
  }),
})

const VersionType = builder.objectRef<PublishedProgram>("ProgramVersion").implement({
  description:
    "A published version. It never changes: orders keep the terms they were placed under.",
  fields: (t) => ({
    version: t.expose("version", { type: "Whole" }),
    settings: t.expose("settings", { type: "Json", description: settingsAre }),
    publishedAt: t.expose("publishedAt", { type: "DateTime" }),
  }),
})

const ChangeType = builder.objectRef<ProgramChange>("ProgramChange").implement({
  fields: (t) => ({
    code: t.exposeString("code"),
    params: t.expose("params", { type: "Json" }),
  }),
})

export const ProgramType = builder.objectRef<EditableProgram>("Program").implement({
  fields: (t) => ({
    live: t.expose("live", { type: VersionType, nullable: true }),
    draft: t.expose("draft", { type: DraftType }),
    versions: t.expose("versions", { type: [VersionType], description: "Newest first." }),
    differs: t.boolean({
      description: "Publishing would change something.",
      resolve: (program) => changesOf(program).length > 0,
    }),
    changes: t.field({ type: [ChangeType], resolve: changesOf }),
  }),
})

builder.queryField("program", (t) =>
  t.field({
    type: ProgramType,
    resolve: (_root, _args, { deps, session }) =>
      deps.db.withBrand(session.brandId, (tx) => readProgram(tx, session.brandId)),
  }),
)

/** What every change to the programme answers: the programme as it now is, or why not. */
type ProgramPayload = { program: EditableProgram | null; refusals: Refusal[] }

export const ProgramPayloadType = builder.objectRef<ProgramPayload>("ProgramPayload").implement({
  fields: (t) => ({
    program: t.expose("program", { type: ProgramType, nullable: true }),
    refusals: t.expose("refusals", { type: [RefusalType] }),
  }),
})

builder.mutationField("saveDraft", (t) =>
  t.field({
    type: ProgramPayloadType,
    args: { settings: t.arg({ type: "Json" }), revision: t.arg({ type: "Whole" }) },
    resolve: async (_root, { settings, revision }, { deps, session }) =>
      programPayload(await editProgram(deps, session, { settings, revision })),
  }),
)

builder.mutationField("discardDraft", (t) =>
  t.field({
    type: ProgramPayloadType,
    args: { revision: t.arg({ type: "Whole" }) },
    resolve: async (_root, { revision }, { deps, session }) =>
      programPayload(await discardDraft(deps, session, revision)),
  }),
)

builder.mutationField("publishProgram", (t) =>
  t.field({
    type: ProgramPayloadType,
    args: { revision: t.arg({ type: "Whole" }) },
    resolve: async (_root, { revision }, { deps, session }) =>
      programPayload(await publishProgram(deps, session, revision)),
  }),
)

export function programPayload(edited: Edited): ProgramPayload {
  return edited.ok
    ? { program: edited.program, refusals: [] }
    : { program: null, refusals: edited.refusals }
}

function changesOf({ live, draft }: EditableProgram): ProgramChange[] {
  return programChanges(live?.settings ?? null, draft.settings)
}
