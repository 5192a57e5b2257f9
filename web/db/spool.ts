import type { Tx } from "./database.ts"

/** Deliveries that were stored together and are packed together. */
export type PackedBatch = { batchId: string; packed: Buffer }

/** Keeps deliveries that came together, to be settled. Answers the batch's number. */
export async function spoolBatch(
  tx: Tx,
  batch: { packed: Buffer; size: number; receivedAt: Date },
): Promise<string> {
  const { rows } = await tx.query<{ batch_id: string }>({
    name: "spool-batch",
    text: `with kept as (
        insert into spool.batches (received_at, deliveries) values ($1, $2) returning batch_id
      )
      insert into spool.waiting (batch_id, size) select batch_id, $3 from kept returning batch_id`,
    values: [batch.receivedAt, batch.packed, batch.size],
  })
  return rows[0]!.batch_id
}

/**
 * Takes batches off what waits; they come back when the transaction fails. Answers those that were still there and that
 * nobody else holds.
 */
export async function claimBatches(tx: Tx, batchIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await tx.query<{ batch_id: string }>({
    name: "spool-claim",
    text: `delete from spool.waiting w using (
        select batch_id from spool.waiting where batch_id = any($1::bigint[]) for update skip locked
      ) free
      where w.batch_id = free.batch_id
      returning w.batch_id`,
    values: [batchIds],
  })
  return new Set(rows.map((row) => row.batch_id))
}

/** Claims the oldest batches that nobody holds, of about `deliveries` deliveries in all. */
export async function claimOldestBatches(tx: Tx, deliveries: number): Promise<PackedBatch[]> {
  const { rows: oldest } = await tx.query<{ batch_id: string; size: number }>({
    name: "spool-oldest",
    text: `select batch_id, size from spool.waiting where damaged_at is null
      order by batch_id limit 12 for update skip locked`,
  })
  let before = 0
  const chosen = oldest.filter(({ size }) => {
    before += size
    return before - size < deliveries
  })
  const claimed = await claimBatches(
    tx,
    chosen.map(({ batch_id }) => batch_id),
  )
  return claimed.size ? loadBatches(tx, [...claimed]) : []
}

/** Puts a claimed batch back, out of the drain's way and safe from being forgotten. */
export async function keepDamaged(tx: Tx, batchId: string, now: Date): Promise<void> {
  await tx.query({
    name: "spool-keep-damaged",
    text: "insert into spool.waiting (batch_id, size, damaged_at) values ($1, 0, $2)",
    values: [batchId, now],
  })
}

/** Apart from the claim: joined, the planner would rather read the whole spool than look some batches up. */
async function loadBatches(tx: Tx, batchIds: readonly string[]): Promise<PackedBatch[]> {
  const { rows } = await tx.query<PackedBatch>({
    name: "spool-load",
    text: `select batch_id as "batchId", deliveries as packed
      from spool.batches where batch_id = any($1::bigint[]) order by batch_id`,
    values: [batchIds],
  })
  return rows
}

/**
 * Forgets settled batches that were received before `before`: a thousand at most, so that no transaction is long. True:
 * there may be more.
 */
export async function forgetBatches(tx: Tx, before: Date): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: "spool-forget",
    text: `delete from spool.batches where batch_id in (
        select b.batch_id from spool.batches b
        where b.received_at < $1 and not exists (select from spool.waiting w where w.batch_id = b.batch_id)
        order by b.batch_id limit 1000)`,
    values: [before],
  })
  return rowCount === 1000
}
