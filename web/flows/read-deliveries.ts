import type { Shop } from "#web/core/shop.ts"
import type { Database } from "#web/db/database.ts"
import type { SetAsideReason } from "#web/db/deliveries.ts"
import type { Delivery } from "#web/db/pack-deliveries.ts"
import { shopsById } from "#web/db/shop-directory.ts"
import type { PlatformEvent } from "#web/platforms/platform.ts"

/** A delivery to settle. `isReplay`: it was set aside before, and somebody wants it tried again. */
export type OpenDelivery = Delivery & { isReplay?: boolean }

/** A delivery with what it tells. */
export type ReadDelivery = OpenDelivery & {
  shop: Shop
  event: PlatformEvent | { unreadable: SetAsideReason }
}

export type ReadDeps = {
  db: Pick<Database, "drain">
  /** Reads a delivery in core's words; throws an error with a `reason` when it cannot be read. */
  readEvent: (platform: Shop["platform"], topic: string, body: Buffer) => PlatformEvent
}

/** Reads deliveries, once: settling them may have to be tried again. */
export async function readDeliveries(
  deps: ReadDeps,
  deliveries: readonly OpenDelivery[],
): Promise<ReadDelivery[]> {
  const shopIds = [...new Set(deliveries.map((delivery) => delivery.shopId))]
  const shops = await shopsById(deps.db.drain, shopIds)
  return deliveries.map((delivery) => {
    const shop = shops.get(delivery.shopId)!
    return { ...delivery, shop, event: read(deps, shop, delivery) }
  })
}

function read(deps: ReadDeps, shop: Shop, { topic, body }: OpenDelivery): ReadDelivery["event"] {
  try {
    return deps.readEvent(shop.platform, topic, body)
  } catch (error) {
    const reason = (error as { reason?: SetAsideReason }).reason
    return { unreadable: reason ?? { code: "unexpected", value: String(error).slice(0, 200) } }
  }
}
