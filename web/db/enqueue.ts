import type { Tx } from "./database.ts"

/**
 * Adds a job in the caller's transaction: it runs if and only if that commits. Jobs with the same `key` that have not
 * started are one job. `runAt` null: as soon as possible.
 */
export async function enqueue(
  tx: Tx,
  job: { name: string; payload: object; key: string; runAt?: Date },
): Promise<void> {
  await tx.query({
    name: "enqueue-job",
    text: "select enqueue_job($1, $2, $3, $4)",
    values: [job.name, JSON.stringify(job.payload), job.key, job.runAt ?? null],
  })
}
