import { Logger, type Runner, run } from "graphile-worker"
import type pg from "pg"
import type { DrainDeps } from "./flows/drain-deliveries.ts"
import { startDrain } from "./jobs/drain-loop.ts"
import { type JobDeps, jobHandlers } from "./jobs/handlers.ts"
import { schedule } from "./jobs/schedule.ts"

export type WorkerDeps = JobDeps &
  DrainDeps & { queue: pg.Pool; onFailure: (error: unknown) => void }

/** Everything that happens without a request: the drain of the inbox, the jobs and their schedule. */
export async function startWorker(deps: WorkerDeps) {
  const drain = startDrain(deps)
  const runner: Runner = await run({
    pgPool: deps.queue,
    logger: new Logger(() => (level, message) => {
      if (level === "error") deps.onFailure(new Error(message))
    }),
    concurrency: 4,
    noHandleSignals: true,
    taskList: jobHandlers(deps),
    crontab: schedule,
    preset: { worker: { pollInterval: 2_000, useNodeTime: false } },
  })
  return {
    offer: drain.offer,
    async stop(): Promise<void> {
      await Promise.all([drain.stop(), runner.stop()])
    },
  }
}
