import type { Tx } from "./database.ts"

/**
 * Adds a job in the caller's transaction: it runs if and only if that commits. Jobs with the same `key` that have not
 * started are one job, and jobs of one `queue` run one after another. `delayMs` absent: as soon as possible. The
 * job queue goes by the machine's clock, which no sandbox moves.
 */
export async function enqueue(
  tx: Tx,
  job: { name: string; payload: object; key: string; queue?: string; delayMs?: number },
): Promise<void> {
  const runAt = job.delayMs === undefined ? null : new Date(Date.now() + job.delayMs)
  await tx.query({
    name: "enqueue-job",
    text: "select enqueue_job($1, $2, $3, $4, $5)",
    values: [job.name, JSON.stringify(job.payload), job.key, runAt, job.queue ?? null],
  })
}
