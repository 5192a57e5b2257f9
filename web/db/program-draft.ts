import { type ProgramSettings, programSettings } from "#web/core/program.ts"
import { starterProgram } from "#web/core/starter-program.ts"
import type { Tx } from "./database.ts"

/** The draft as an editor holds it. `revision` 0: nothing is saved yet, it starts as a copy of what is live. */
export type Draft = { settings: ProgramSettings; revision: number; editedAt: Date | null }

export type PublishedProgram = {
  version: number
  settings: ProgramSettings
  publishedAt: Date
  publishedBy: string | null
}

/** A brand's programme in all its versions. `versions` are the published ones, newest first; `live` is the first. */
export type EditableProgram = {
  brandId: number
  currency: string
  draft: Draft
  live: PublishedProgram | null
  versions: PublishedProgram[]
}

/** The programme for whoever is about to change it: until the transaction ends, nobody else can. */
export async function lockProgram(tx: Tx, brandId: number): Promise<EditableProgram> {
  await tx.query({
    name: "program-lock",
    text: "select from brands where brand_id = $1 for no key update",
    values: [brandId],
  })
  return readProgram(tx, brandId)
}

export async function readProgram(tx: Tx, brandId: number): Promise<EditableProgram> {
  const { rows } = await tx.query<VersionRow>({
    name: "program-versions",
    text: `select b.currency, b.name, p.version, p.settings, p.revision, p.edited_at, p.published_at, p.published_by
      from brands b left join programs p using (brand_id)
      where brand_id = $1 order by version desc`,
    values: [brandId],
  })
  const versions = rows.filter((row) => row.published_at).map(published)
  const live = versions[0] ?? null
  const { currency, name } = rows[0]!
  const saved = rows.find((row) => row.version !== null && !row.published_at)
  const draft = saved
    ? { settings: parse(saved), revision: saved.revision, editedAt: saved.edited_at }
    : { settings: live?.settings ?? starterProgram(name, currency), revision: 0, editedAt: null }
  return { brandId, currency, draft, live, versions }
}

/** The settings that apply now; null before anything was published. */
export async function readLiveSettings(tx: Tx, brandId: number): Promise<ProgramSettings | null> {
  const { rows } = await tx.query<{ settings: unknown }>({
    name: "program-live-settings",
    text: `select settings from programs where brand_id = $1 and published_at is not null
      order by version desc limit 1`,
    values: [brandId],
  })
  return rows[0] ? programSettings.parse(rows[0].settings) : null
}

/** Saves the draft as its next revision. The caller holds the lock, and has compared revisions. */
export async function writeDraft(
  tx: Tx,
  program: EditableProgram,
  settings: ProgramSettings,
  now: Date,
): Promise<EditableProgram> {
  await tx.query({
    name: "program-write-draft",
    text: `insert into programs (brand_id, version, settings, revision, edited_at) values ($1, $2, $3, 1, $4)
      on conflict (brand_id, version) do update
        set settings = excluded.settings, revision = programs.revision + 1, edited_at = excluded.edited_at`,
    values: [program.brandId, draftVersion(program), JSON.stringify(settings), now],
  })
  return { ...program, draft: { settings, revision: program.draft.revision + 1, editedAt: now } }
}

export async function deleteDraft(tx: Tx, program: EditableProgram): Promise<void> {
  await tx.query({
    name: "program-delete-draft",
    text: "delete from programs where brand_id = $1 and published_at is null",
    values: [program.brandId],
  })
}

/** Makes the draft the live version. From here on it cannot change. */
export async function publishDraft(
  tx: Tx,
  program: EditableProgram,
  actor: string,
  now: Date,
): Promise<void> {
  await tx.query({
    name: "program-publish-draft",
    text: `update programs set published_at = $2, published_by = $3
      where brand_id = $1 and published_at is null`,
    values: [program.brandId, now, actor],
  })
}

export function draftVersion(program: EditableProgram): number {
  return (program.live?.version ?? 0) + 1
}

type VersionRow = {
  currency: string
  name: string
  version: number | null
  settings: unknown
  revision: number
  edited_at: Date
  published_at: Date | null
  published_by: string | null
}

function published(row: VersionRow): PublishedProgram {
  return {
    version: row.version!,
    settings: parse(row),
    publishedAt: row.published_at!,
    publishedBy: row.published_by,
  }
}

function parse(row: VersionRow): ProgramSettings {
  return programSettings.parse(row.settings)
}
