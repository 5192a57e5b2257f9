import type { Database } from "#web/db/database.ts"
import { forgetOldBodies } from "#web/db/deliveries.ts"
import { allBrands } from "#web/db/shop-directory.ts"

/** Raw bodies are kept this long, for replays; the receipt stays. */
const bodyDays = 14

/** Every hour: forgets the raw bodies of old deliveries, except of those set aside. */
export async function forgetBodies(deps: { db: Database; now: () => Date }): Promise<void> {
  const before = new Date(deps.now().getTime() - bodyDays * 86_400_000)
  for (const brandId of await deps.db.acrossBrands(allBrands)) {
    while (await deps.db.withBrand(brandId, (tx) => forgetOldBodies(tx, brandId, before)));
  }
}
