import type { OrderSnapshot } from "#web/core/orders/order-snapshot.ts"
import type { Shop } from "#web/core/shop.ts"
import { orderChanged } from "#web/flows/order-changed.ts"
import type { TestDatabase } from "./database.ts"

/** Settles orders of one shop, as a delivery of each would. */
export async function settle(
  { db }: Pick<TestDatabase, "db">,
  shop: Shop,
  orders: readonly OrderSnapshot[],
  now = new Date("2026-03-02T00:00:00Z"),
): Promise<void> {
  const deps = {
    programs: new Map(),
    digestOf: (code: string) => Buffer.from(code),
    onUnissuedCodeUsed: () => {},
    now: () => now,
  }
  const changes = orders.map((order) => ({ shop, order }))
  await db.acrossBrands((tx) => orderChanged(deps, tx, changes))
}
