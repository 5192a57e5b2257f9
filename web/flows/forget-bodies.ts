import type { Database } from "#web/db/database.ts"
import { forgetBatches } from "#web/db/spool.ts"

/** Raw deliveries are kept this long, for whoever must look into what a shop sent; the receipt stays. */
const bodyDays = 14

/** Every hour: forgets the raw deliveries of old; what was set aside has its body in the inbox. */
export async function forgetBodies(deps: { db: Database; now: () => Date }): Promise<void> {
  const before = new Date(deps.now().getTime() - bodyDays * 86_400_000)
  while (await deps.db.acrossBrands((tx) => forgetBatches(tx, before)));
}
