import type { Client, Pool } from "pg"
import { type Delivery, unpackDeliveries } from "#web/db/pack-deliveries.ts"

/** Every delivery that lies in the spool, settled or not, in the order in which they were stored. */
export async function spooledDeliveries(owner: Client | Pool): Promise<Delivery[]> {
  const { rows } = await owner.query<{ deliveries: Buffer }>(
    "select deliveries from spool.batches order by batch_id",
  )
  return rows.flatMap((row) => unpackDeliveries(row.deliveries))
}
