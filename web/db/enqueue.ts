import type { Tx } from "./database.ts"

/**
 * Adds a job in the caller's transaction: it runs if and only if that commits. Jobs with the same `key` that have not
 * started are one job, and jobs of one `queue` run one after another. `runAt` absent: as soon as possible.
 */
export async function enqueue(
  tx: Tx,
  job: { name: string; payload: object; key: string; queue?: string; runAt?: Date },
): Promise<void> {
  await tx.query({
    name: "enqueue-job",
    text: "select enqueue_job($1, $2, $3, $4, $5)",
    values: [job.name, JSON.stringify(job.payload), job.key, job.runAt ?? null, job.queue ?? null],
  })
}
