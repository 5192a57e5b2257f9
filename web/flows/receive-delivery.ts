import { bodyCompressor } from "#web/db/compress-bodies.ts"
import type { Database } from "#web/db/database.ts"
import { type DeliveryKey, storeDeliveries } from "#web/db/deliveries.ts"
import { groupCommit } from "#web/db/group-commit.ts"

/** One webhook as it came, its signature checked. */
export type ReceivedDelivery = DeliveryKey & { topic: string; receivedAt: Date; body: Buffer }

/** How many deliveries wait to be stored in this process. */
export type Intake = { waiting: number }

/**
 * Stores deliveries, once each, before they are answered; concurrent ones share one insert. What is new is handed to
 * `onStored` with its body, so that settling it needs no read. Resolves to false for a repeat. Rejects with Overloaded
 * when too much waits, and with the database's error when nothing could be stored: both mean "send it again".
 */
export function deliveryReceiver(
  db: Pick<Database, "drain">,
  intake: Intake,
  onStored: (deliveries: ReceivedDelivery[]) => void,
): (delivery: ReceivedDelivery) => Promise<boolean> {
  const compress = bodyCompressor()
  return groupCommit(
    async (batch) => {
      const bodies = await compress(batch.map(({ body }) => body))
      const deliveries = batch.map((delivery, index) => ({ ...delivery, body: bodies[index]! }))
      const stored = await storeDeliveries(db.drain, deliveries)
      onStored(batch.filter((_, index) => stored[index]))
      return stored
    },
    {
      mostAtOnce: 256,
      mostWaiting: 4_000,
      writers: 2,
      onWaiting: (waiting) => {
        intake.waiting = waiting
      },
    },
  )
}
