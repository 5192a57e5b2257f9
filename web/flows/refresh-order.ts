import type { Shop } from "#web/core/shop.ts"
import type { Database } from "#web/db/database.ts"
import { lockOrders } from "#web/db/orders.ts"
import type { Platform } from "#web/platforms/platform.ts"
import { type OrderChangedDeps, orderChanged } from "./order-changed.ts"

export type RefreshOrderDeps = OrderChangedDeps & {
  db: Database
  platformFor: (shop: Shop) => Platform
}

/**
 * Something happened to an order and no snapshot came with it (a refund, an edit): when none has come since, the
 * platform is asked. Throws PlatformError when it cannot answer.
 */
export async function refreshOrder(
  deps: RefreshOrderDeps,
  shop: Shop,
  hint: { orderId: string; changedAt: Date },
): Promise<void> {
  const key = { brandId: shop.brandId, shopId: shop.shopId, orderId: hint.orderId }
  const [known] = await deps.db.acrossBrands((tx) => lockOrders(tx, [key]))
  if (known && known.modified_at >= hint.changedAt) return
  const order = await deps.platformFor(shop).fetchOrder(hint.orderId)
  if (order) await deps.db.acrossBrands((tx) => orderChanged(deps, tx, [{ shop, order }]))
}
