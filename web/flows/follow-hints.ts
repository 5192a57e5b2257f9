import type { Shop } from "#web/core/shop.ts"
import type { Tx } from "#web/db/database.ts"
import { enqueue } from "#web/db/enqueue.ts"
import type { PlatformEvent } from "#web/platforms/platform.ts"

export type HintedEvent = { shop: Shop; event: PlatformEvent }

/** How long a snapshot of the hinted change is waited for before the platform is asked. */
const patienceMs = 30_000

/** Makes jobs of what a delivery only hints at: nothing is acted on that the platform has not confirmed. */
export async function followHints(tx: Tx, events: readonly HintedEvent[]): Promise<void> {
  for (const { shop, event } of events) {
    const { brandId, shopId } = shop
    if (event.kind === "order-hint") {
      const { orderId, changedAt } = event
      await enqueue(tx, {
        name: "refresh-order",
        payload: { brandId, shopId, orderId, changedAt },
        // A job for each change: an older hint that comes late must not stand in for a newer one.
        key: `refresh-order ${shopId} ${orderId} ${changedAt.toISOString()}`,
        delayMs: patienceMs,
      })
    } else if (event.kind === "uninstalled") {
      await enqueue(tx, {
        name: "shop-uninstalled",
        payload: { brandId, shopId, platformShopId: event.platformShopId },
        key: `shop-uninstalled ${shopId}`,
      })
    }
  }
}
