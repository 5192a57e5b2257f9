import { type ProgramSettings, programSettings } from "#web/core/program.ts"
import { writeAudit } from "#web/db/audit-log.ts"
import type { Database, Tx } from "#web/db/database.ts"
import {
  deleteDraft,
  type EditableProgram,
  lockProgram,
  writeDraft,
} from "#web/db/program-draft.ts"
import { type Refusal, refusalsOf, refuse } from "./refusal.ts"

/** Somebody of the shop's staff; `actor` is written to the audit log. */
export type Staff = { brandId: number; actor: string }

export type StaffDeps = { db: Database; now: () => Date }

export type Edited = { ok: true; program: EditableProgram } | { ok: false; refusals: Refusal[] }

/**
 * Saves the draft. `revision` is the draft's when it was read: whoever saves second is refused, so that two editors
 * never overwrite each other unseen. Settings that a programme cannot have are refused, each with its field.
 */
export function editProgram(
  deps: StaffDeps,
  staff: Staff,
  request: { settings: unknown; revision: number },
): Promise<Edited> {
  return changeDraft(deps, staff, request.revision, () => {
    const parsed = programSettings.safeParse(request.settings)
    return parsed.success
      ? { ok: true, settings: parsed.data }
      : { ok: false, refusals: refusalsOf(parsed.error) }
  })
}

export type DraftChange =
  | { ok: true; settings: ProgramSettings }
  | { ok: false; refusals: Refusal[] }

/** Changes the draft by `change`, unless it was edited since `revision`. */
export function changeDraft(
  deps: StaffDeps,
  staff: Staff,
  revision: number,
  change: (settings: ProgramSettings) => DraftChange,
): Promise<Edited> {
  return deps.db.withBrand(staff.brandId, async (tx) => {
    const program = await lockProgram(tx, staff.brandId)
    if (program.draft.revision !== revision) return refused("edited-meanwhile")
    const changed = change(program.draft.settings)
    if (!changed.ok) return changed
    const now = deps.now()
    const edited = await writeDraft(tx, program, changed.settings, now)
    await audit(tx, staff, "program-edited", edited.draft.revision, now)
    return { ok: true, program: edited }
  })
}

/** Throws the draft away: what is live is what is edited next. */
export function discardDraft(deps: StaffDeps, staff: Staff, revision: number): Promise<Edited> {
  return deps.db.withBrand(staff.brandId, async (tx) => {
    const program = await lockProgram(tx, staff.brandId)
    if (program.draft.revision !== revision) return refused("edited-meanwhile")
    await deleteDraft(tx, program)
    await audit(tx, staff, "draft-discarded", revision, deps.now())
    const settings = program.live?.settings ?? program.draft.settings
    return { ok: true, program: { ...program, draft: { settings, revision: 0, editedAt: null } } }
  })
}

function refused(code: "edited-meanwhile"): Edited {
  return { ok: false, refusals: refuse(code) }
}

function audit(tx: Tx, staff: Staff, action: string, revision: number, now: Date): Promise<void> {
  return writeAudit(tx, { ...staff, action, subject: "program", details: { revision } }, now)
}
