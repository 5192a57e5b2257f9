import type { Tx } from "#web/db/database.ts"
import { deliveriesToReplay } from "#web/db/deliveries.ts"
import { type Delivery, unpackDeliveries } from "#web/db/pack-deliveries.ts"
import { claimBatches, claimOldestBatches, keepDamaged, type PackedBatch } from "#web/db/spool.ts"
import {
  type DrainDeps,
  inOneSettlement,
  isAboutTheData,
  patiently,
  settleDeliveries,
  settleTogether,
} from "./drain-deliveries.ts"
import { type ReadDelivery, readDeliveries } from "./read-deliveries.ts"

/** Deliveries in one transaction, about. */
const batchSize = 256

/** Resolves when it is one's turn to settle these orders, to what ends it. */
export type TakeTurn = (orders: readonly string[]) => Promise<() => void>

type Claimed = { batchIds: string[]; deliveries: ReadDelivery[] }

/**
 * Settles deliveries that wait in the spool, whoever received them, and those to be replayed: claimed, read and settled
 * in one transaction. Should one delivery break it, they are settled apart before the claim: settling converges, so it
 * does not matter who else claims them meanwhile. Answers how many it took; 0: nothing waits.
 */
export async function drainSpool(deps: DrainDeps, takeTurn?: TakeTurn): Promise<number> {
  let claimed: Claimed = { batchIds: [], deliveries: [] }
  try {
    await patiently(async () => {
      let endTurn = () => {}
      try {
        await inOneSettlement(deps, async (quiet, tx) => {
          claimed = await claim(deps, tx)
          if (!claimed.deliveries.length) return
          endTurn = (await takeTurn?.(ordersOf(claimed.deliveries))) ?? endTurn
          await settleTogether(quiet, tx, claimed.deliveries)
        })
      } finally {
        endTurn()
      }
    })
  } catch (error) {
    if (!isAboutTheData(error) || !claimed.deliveries.length) throw error
    await settleDeliveries(deps, claimed.deliveries)
    await deps.db.acrossBrands((tx) => claimBatches(tx, claimed.batchIds))
  }
  return claimed.deliveries.length
}

async function claim(deps: DrainDeps, tx: Tx): Promise<Claimed> {
  const batches = await claimOldestBatches(tx, batchSize)
  const batchIds: string[] = []
  const opened: Delivery[] = []
  for (const batch of batches) {
    const deliveries = await open(deps, tx, batch)
    if (!deliveries) continue
    batchIds.push(batch.batchId)
    opened.push(...deliveries)
  }
  const replays = await deliveriesToReplay(tx, batchSize)
  return {
    batchIds,
    deliveries: await readDeliveries(deps, [
      ...opened,
      ...replays.map((replay) => ({ ...replay, isReplay: true })),
    ]),
  }
}

function ordersOf(deliveries: readonly ReadDelivery[]): string[] {
  return deliveries.flatMap(({ shopId, event }) =>
    "kind" in event && event.kind === "order" ? `${shopId} ${event.order.orderId}` : [],
  )
}

/** What is stored of a batch may be damaged: it is reported, kept, and does not hold up the others. */
async function open({ onFailure, now }: DrainDeps, tx: Tx, { batchId, packed }: PackedBatch) {
  try {
    return unpackDeliveries(packed)
  } catch (cause) {
    onFailure(new Error(`batch ${batchId} of the spool cannot be opened`, { cause }))
    await keepDamaged(tx, batchId, now())
    return null
  }
}
