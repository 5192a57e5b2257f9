import type { Shop } from "#web/core/shop.ts"
import type { Database } from "#web/db/database.ts"
import type { Platform } from "#web/platforms/platform.ts"
import { customerChanged } from "./customer-changed.ts"

/** Asks the platform who a customer is, for a member who came in by signing in. */
export async function refreshCustomer(
  deps: { db: Database; platformFor: (shop: Shop) => Platform; now: () => Date },
  shop: Shop,
  customerId: string,
): Promise<void> {
  const customer = await deps.platformFor(shop).fetchCustomer(customerId)
  if (!customer) return
  const event = { kind: "customer", customer: { ...customer, hasAccount: true } } as const
  await deps.db.acrossBrands((tx) => customerChanged(tx, [{ shop, event }], deps.now()))
}
