import { randomUUID } from "node:crypto"
import { type ProgramSettings, programSettings } from "#web/core/program.ts"
import { type TierSettings, tierSettings } from "#web/core/tiers/place-member.ts"
import {
  changeDraft,
  type DraftChange,
  type Edited,
  type Staff,
  type StaffDeps,
} from "./edit-program.ts"
import { refusalsOf, refuse } from "./refusal.ts"

/** A tier as staff describe it: everything but its id. */
export type TierFields = Omit<TierSettings, "id">

export type TierEdit =
  | { kind: "create"; fields: TierFields }
  | { kind: "edit"; id: string; fields: TierFields }
  | { kind: "delete"; id: string }
  /** All the tiers' ids, from lowest to highest. */
  | { kind: "reorder"; ids: readonly string[] }

/**
 * Changes the tiers of the draft; nothing moves for members until it is published. A new tier becomes the highest.
 * Refusals name the tier's own fields ("name", "thresholds.spendMinor").
 */
export function editTier(
  deps: StaffDeps,
  staff: Staff,
  request: { revision: number; edit: TierEdit },
): Promise<Edited> {
  return changeDraft(deps, staff, request.revision, (settings) => {
    const changed = change(settings.tiers, request.edit)
    return changed.ok ? withTiers(settings, changed.tiers) : changed
  })
}

type TiersChange = { ok: true; tiers: TierSettings[] } | Extract<DraftChange, { ok: false }>

function change(tiers: readonly TierSettings[], edit: TierEdit): TiersChange {
  if (edit.kind === "reorder") return reorder(tiers, edit.ids)
  if (edit.kind === "create") {
    return checked({ id: randomUUID(), ...edit.fields }, (tier) => [...tiers, tier])
  }
  if (!tiers.some((tier) => tier.id === edit.id)) {
    return { ok: false, refusals: refuse("unknown-tier") }
  }
  if (edit.kind === "delete")
    return { ok: true, tiers: tiers.filter((tier) => tier.id !== edit.id) }
  return checked({ id: edit.id, ...edit.fields }, (edited) =>
    tiers.map((tier) => (tier.id === edited.id ? edited : tier)),
  )
}

function checked(tier: TierSettings, place: (tier: TierSettings) => TierSettings[]): TiersChange {
  const parsed = tierSettings.safeParse(tier)
  if (!parsed.success) return { ok: false, refusals: refusalsOf(parsed.error) }
  return { ok: true, tiers: place(parsed.data) }
}

function reorder(tiers: readonly TierSettings[], ids: readonly string[]): TiersChange {
  const ordered = ids.flatMap((id) => tiers.find((tier) => tier.id === id) ?? [])
  const complete = new Set(ids).size === tiers.length && ordered.length === tiers.length
  if (!complete) return { ok: false, refusals: refuse("tiers-do-not-match") }
  return { ok: true, tiers: ordered }
}

/** What only shows beside the other settings: too many tiers. */
function withTiers(settings: ProgramSettings, tiers: TierSettings[]): DraftChange {
  const parsed = programSettings.safeParse({ ...settings, tiers })
  if (!parsed.success) return { ok: false, refusals: refusalsOf(parsed.error) }
  return { ok: true, settings: parsed.data }
}
