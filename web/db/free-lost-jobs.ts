import type { Tx } from "./database.ts"

/**
 * Frees the jobs, and the queues that they ran in, of workers that died with them: held for longer than any job takes.
 * The job queue itself would wait four hours. By its own clock, which no test moves; under its role.
 */
export async function freeLostJobs(queue: Tx): Promise<void> {
  await queue.query({
    name: "jobs-free-lost",
    text: `with lost as (
        update graphile_worker._private_jobs set locked_at = null, locked_by = null
        where locked_at < now() - interval '5 minutes'
      )
      update graphile_worker._private_job_queues set locked_at = null, locked_by = null
      where locked_at < now() - interval '5 minutes'`,
  })
}
