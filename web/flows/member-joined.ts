import type { Shop } from "#web/core/shop.ts"
import type { Database } from "#web/db/database.ts"
import { enqueue } from "#web/db/enqueue.ts"
import { findOrCreateMembers } from "#web/db/members.ts"

/**
 * A customer signed in to the shop: from now on they are a member (E1). Who they are is asked of the platform by a
 * job, since the storefront proves nothing but the customer id. Returns the member's id; safe to repeat.
 */
export async function memberJoined(
  deps: { db: Database; now: () => Date },
  shop: Shop,
  customerId: string,
): Promise<string> {
  const { brandId, shopId } = shop
  const nobody = {
    customerId,
    hasAccount: true,
    email: null,
    phone: null,
    name: null,
    locale: null,
  }
  const identity = { kind: "customer" as const, shopId, value: customerId }
  return deps.db.withBrand(brandId, async (tx) => {
    const [memberId] = await findOrCreateMembers(
      tx,
      [{ brandId, identity, buyer: nobody }],
      deps.now(),
    )
    await enqueue(tx, {
      name: "refresh-customer",
      payload: { brandId, shopId, customerId },
      key: `refresh-customer ${shopId} ${customerId}`,
    })
    return memberId!
  })
}
