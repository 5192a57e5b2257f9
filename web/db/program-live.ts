import { type ProgramSettings, programSettings } from "#web/core/program.ts"
import type { Database } from "./database.ts"

export type LiveProgramCache = Map<number, { at: number; program: Promise<ProgramSettings | null> }>

const freshMs = 1_000

/** The brand's live programme; null before the first publication. Remembered for a second. */
export function liveProgram(
  db: Pick<Database, "withBrand">,
  cache: LiveProgramCache,
  brandId: number,
): Promise<ProgramSettings | null> {
  const remembered = cache.get(brandId)
  if (remembered && performance.now() - remembered.at < freshMs) return remembered.program
  const program = load(db, brandId)
  program.catch(() => cache.delete(brandId))
  cache.set(brandId, { at: performance.now(), program })
  return program
}

function load(db: Pick<Database, "withBrand">, brandId: number): Promise<ProgramSettings | null> {
  return db.withBrand(brandId, async (tx) => {
    const { rows } = await tx.query<{ settings: unknown }>({
      name: "program-live",
      text: `select settings from programs where brand_id = $1 and published_at is not null
        order by version desc limit 1`,
      values: [brandId],
    })
    return rows[0] ? programSettings.parse(rows[0].settings) : null
  })
}
