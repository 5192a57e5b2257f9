import { isDeepStrictEqual } from "node:util"
import type { ProgramSettings } from "#web/core/program.ts"
import { writeAudit } from "#web/db/audit-log.ts"
import {
  draftVersion,
  type EditableProgram,
  lockProgram,
  publishDraft,
  readProgram,
  writeDraft,
} from "#web/db/program-draft.ts"
import { reviseRewards } from "#web/db/revise-rewards.ts"
import { installedCurrencies } from "#web/db/shop-currencies.ts"
import type { Edited, Staff, StaffDeps } from "./edit-program.ts"
import { type Refusal, refuse } from "./refusal.ts"

export type PublishDeps = StaffDeps & { onProgramPublished: (brandId: number) => Promise<void> }

/**
 * Makes the draft live: orders placed from now on settle under it, and its rewards are what can be redeemed. `revision`
 * is the draft's as the merchant saw it, so that nobody publishes what they have not read.
 */
export async function publishProgram(
  deps: PublishDeps,
  staff: Staff,
  revision: number,
): Promise<Edited> {
  const published = await deps.db.withBrand(staff.brandId, async (tx): Promise<Edited> => {
    const program = await lockProgram(tx, staff.brandId)
    const { settings } = program.draft
    const refusals = refusalsFor(program, revision, await installedCurrencies(tx, staff.brandId))
    if (refusals.length) return { ok: false, refusals }
    const now = deps.now()
    if (program.draft.revision === 0) await writeDraft(tx, program, settings, now)
    await publishDraft(tx, program, staff.actor, now)
    await reviseRewards(tx, staff.brandId, settings.rewards, now)
    const version = draftVersion(program)
    const details = { version }
    await writeAudit(
      tx,
      { ...staff, action: "program-published", subject: "program", details },
      now,
    )
    return { ok: true, program: await readProgram(tx, staff.brandId) }
  })
  if (published.ok) await deps.onProgramPublished(staff.brandId)
  return published
}

function refusalsFor(
  { draft, live }: EditableProgram,
  revision: number,
  currencies: readonly string[],
): Refusal[] {
  if (draft.revision !== revision) return refuse("edited-meanwhile")
  if (live && isDeepStrictEqual(draft.settings, live.settings)) return refuse("nothing-changed")
  const covered = earningCurrencies(draft.settings)
  const bare = currencies.filter((currency) => !covered.has(currency))
  return bare.length ? refuse("no-rate-for-currency", "earningRules") : []
}

function earningCurrencies({ earningRules }: ProgramSettings): Set<string> {
  return new Set(earningRules.flatMap((rule) => rule.rates.map((rate) => rate.currency)))
}
