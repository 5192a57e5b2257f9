import { type ProgramVersion, programSettings } from "#web/core/program.ts"
import type { Tx } from "./database.ts"

/** Published versions by brand. Versions never change once published, so what is remembered is never stale. */
export type ProgramCache = Map<number, ProgramVersion[]>

/**
 * The published versions of each brand, oldest first. Only the newest numbers are asked for every time; settings are
 * read when a number is new.
 */
export async function publishedVersions(
  tx: Tx,
  cache: ProgramCache,
  brandIds: readonly number[],
): Promise<ReadonlyMap<number, ProgramVersion[]>> {
  const { rows } = await tx.query<{ brand_id: number; version: number }>({
    name: "programs-newest",
    text: `select brand_id, max(version) as version from programs
      where brand_id = any($1::int[]) and published_at is not null group by brand_id`,
    values: [brandIds],
  })
  const stale = rows.filter((row) => cache.get(row.brand_id)?.at(-1)?.version !== row.version)
  const staleIds = stale.map((row) => row.brand_id)
  if (stale.length) await load(tx, cache, staleIds)
  // A copy: another batch may be loading meanwhile, with an older look at the table.
  return new Map(brandIds.map((brandId) => [brandId, cache.get(brandId) ?? []]))
}

async function load(tx: Tx, cache: ProgramCache, brandIds: readonly number[]): Promise<void> {
  const { rows } = await tx.query<{
    brand_id: number
    version: number
    settings: unknown
    published_at: Date
  }>({
    name: "programs-load",
    text: `select brand_id, version, settings, published_at from programs
      where brand_id = any($1::int[]) and published_at is not null order by brand_id, version`,
    values: [brandIds],
  })
  const loaded = new Map<number, ProgramVersion[]>(brandIds.map((brandId) => [brandId, []]))
  for (const row of rows) {
    loaded.get(row.brand_id)!.push({
      version: row.version,
      settings: programSettings.parse(row.settings),
      publishedAt: row.published_at,
    })
  }
  for (const [brandId, versions] of loaded) {
    if (versions.length > (cache.get(brandId)?.length ?? 0)) cache.set(brandId, versions)
  }
}
