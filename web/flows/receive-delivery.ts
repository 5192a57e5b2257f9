import type { Database } from "#web/db/database.ts"
import { groupCommit } from "#web/db/group-commit.ts"
import { type Delivery, packDeliveries } from "#web/db/pack-deliveries.ts"
import { spoolBatch } from "#web/db/spool.ts"

/** A repeat comes within seconds or after minutes; the first kind is known by these. */
const rememberedDeliveries = 20_000

/**
 * Stores deliveries before they are answered; what comes while a commit is under way shares the next one. `onStored`:
 * something is there to settle. A repeat of what this process received lately is not stored again; one that slips past
 * changes nothing when it is settled. Rejects with Overloaded when too much waits, and with the database's error when
 * nothing could be stored: both mean "send it again".
 */
export function deliveryReceiver(
  db: Pick<Database, "drain">,
  onStored: () => void,
): (delivery: Delivery) => Promise<void> {
  const store = groupCommit<Delivery, void>(
    async (deliveries) => {
      const packed = packDeliveries(deliveries)
      const { receivedAt } = deliveries[0]!
      await spoolBatch(db.drain, { packed, size: deliveries.length, receivedAt })
      onStored()
      return deliveries.map(() => undefined)
    },
    {
      mostAtOnce: 256,
      mostWaiting: 4_000,
      writers: 2,
      mostBytes: 4 * 1024 * 1024,
      bytesOf: ({ body }) => body.length,
    },
  )
  return onceEach(store)
}

/** Whoever brings the same delivery again waits for the first one to be stored. */
function onceEach(store: (delivery: Delivery) => Promise<void>) {
  // In two generations: taking the oldest out of one map, one by one, costs six times as much.
  let older = new Map<string, Promise<void>>()
  let recent = new Map<string, Promise<void>>()
  return (delivery: Delivery): Promise<void> => {
    const key = `${delivery.shopId} ${delivery.deliveryId}`
    const known = recent.get(key) ?? older.get(key)
    if (known) return known
    const stored = store(delivery)
    stored.catch(() => recent.delete(key) || older.delete(key))
    if (recent.size === rememberedDeliveries / 2) [older, recent] = [recent, new Map()]
    recent.set(key, stored)
    return stored
  }
}
