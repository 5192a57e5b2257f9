import { setTimeout as pause } from "node:timers/promises"
import { Logger, type Runner, type RunnerOptions, run } from "graphile-worker"
import type pg from "pg"
import { type DrainLoopDeps, startDrain } from "./jobs/drain-loop.ts"
import { type JobDeps, jobHandlers } from "./jobs/handlers.ts"
import { schedule } from "./jobs/schedule.ts"

export type WorkerDeps = JobDeps & DrainLoopDeps & { queue: pg.Pool }

/** Everything that happens without a request: the drain of the inbox, the jobs and their schedule. */
export async function startWorker(deps: WorkerDeps) {
  const drain = startDrain(deps)
  const jobs = await startJobs(deps)
  return {
    offer: drain.offer,
    async stop(): Promise<void> {
      await Promise.all([drain.stop(), jobs.stop()])
    },
  }
}

const restartMs = 1_000

/** Runs jobs for as long as the process lives: the runner ends by itself when the database fails it at a bad moment. */
async function startJobs(deps: WorkerDeps): Promise<{ stop: () => Promise<void> }> {
  const options = runnerOptions(deps)
  let runner: Runner = await run(options)
  let stopped = false

  async function keepRunning(): Promise<void> {
    for (;;) {
      await runner.promise.catch(deps.onFailure)
      if (stopped) return
      deps.onFailure(new Error("the job runner ended: another is started"))
      await restart()
      if (stopped) return void (await runner.stop().catch(() => {}))
    }
  }

  async function restart(): Promise<void> {
    while (!stopped) {
      await pause(restartMs)
      try {
        runner = await run(options)
        return
      } catch (error) {
        deps.onFailure(error)
      }
    }
  }

  const running = keepRunning()
  return {
    async stop() {
      stopped = true
      await runner.stop().catch(() => {}) // it had ended already
      await running
    },
  }
}

function runnerOptions(deps: WorkerDeps): RunnerOptions {
  return {
    pgPool: deps.queue,
    logger: new Logger(() => (level, message) => {
      if (level === "error") deps.onFailure(new Error(message))
    }),
    concurrency: 4,
    noHandleSignals: true,
    taskList: jobHandlers(deps),
    crontab: schedule,
    preset: {
      worker: {
        pollInterval: 2_000,
        useNodeTime: false,
        // Unless told to batch, it leaves a lost connection at a job's end unhandled, which ends the process.
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
      },
    },
  }
}
