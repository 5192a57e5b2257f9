import type { Database } from "#web/db/database.ts"
import { enqueue } from "#web/db/enqueue.ts"
import { freeLostJobs } from "#web/db/free-lost-jobs.ts"
import { reservedSince } from "#web/db/redemptions.ts"
import { installedShops } from "#web/db/shop-directory.ts"

export type SweepDeps = { db: Database; now: () => Date }

/** A reserved redemption this old has lost its job. */
const patienceMs = 60_000

/**
 * Every minute: frees what dead workers held, and asks again for what a crash may have swallowed: codes that are owed,
 * pools that run low.
 */
export async function sweep(deps: SweepDeps): Promise<void> {
  await freeLostJobs(deps.db.queue)
  const now = deps.now()
  const shops = await deps.db.acrossBrands(installedShops)
  for (const { brandId, shopId } of shops) {
    await deps.db.withBrand(brandId, async (tx) => {
      const overdue = await reservedSince(tx, brandId, new Date(now.getTime() - patienceMs))
      for (const { redemptionId, shopId: at } of overdue) {
        await enqueue(tx, {
          name: "issue-code",
          payload: { brandId, shopId: at, redemptionId },
          key: `issue-code ${redemptionId}`,
          queue: `codes ${at}`,
        })
      }
      await enqueue(tx, {
        name: "refill-code-pool",
        payload: { brandId, shopId },
        key: `refill-code-pool ${shopId}`,
        queue: `codes ${shopId}`,
      })
    })
  }
}
