import { setTimeout as pause } from "node:timers/promises"
import { Logger, type Runner, type RunnerOptions, run } from "graphile-worker"
import type pg from "pg"
import type { DrainDeps } from "./flows/drain-deliveries.ts"
import { startDrain } from "./jobs/drain-loop.ts"
import { type JobDeps, jobHandlers } from "./jobs/handlers.ts"
import { schedule } from "./jobs/schedule.ts"
import type { App } from "./open-app.ts"

export type WorkerDeps = JobDeps & DrainDeps & { queue: pg.Pool }

/** Everything that happens without a request: the drain of the spool, the jobs and their schedule. */
export async function startWorker(deps: WorkerDeps) {
  const drain = startDrain(deps)
  const jobs = await startJobs(deps)
  return {
    wake: drain.wake,
    makeWay: drain.makeWay,
    async stop(): Promise<void> {
      await Promise.all([drain.stop(), jobs.stop()])
    },
  }
}

/** What the worker needs of the app. `onUninstalled`: a shop took the app off, which the web must know. */
export function workerDeps(
  app: App,
  onUninstalled: (shop: { domain: string }) => void,
): WorkerDeps {
  return {
    ...app,
    queue: app.db.queue,
    onUninstalled,
    onFailure: app.failureIn("worker"),
    onSetAside: ({ topic }, reason) => {
      app.metrics.setAside.inc({ code: reason.code })
      app.log.warn({ topic, reason }, "delivery set aside")
    },
    onUnissuedCodeUsed: ({ orderName: order, shop }) => {
      app.metrics.unissuedCodes.inc({})
      app.log.error({ shop: shop.domain, order }, "an order used a code that nobody was given")
    },
    onGivenUp: (job, error) => app.log.error({ job, err: error }, "gave up"),
  }
}

const restartMs = 1_000
const patienceMs = 5_000

/**
 * Runs jobs for as long as the process lives. The runner gives up when the database fails it at a bad moment, and then
 * its own promise may never settle (two writes that fail together leave its count of them wrong): so another is started
 * as soon as one begins to give up, and none is waited for longer than some seconds.
 */
async function startJobs(deps: WorkerDeps): Promise<{ stop: () => Promise<void> }> {
  const options = runnerOptions(deps)
  let runner: Runner = await run(options)
  let stopped = false

  async function keepRunning(): Promise<void> {
    while (!stopped) {
      await givingUp(runner).catch(deps.onFailure)
      if (stopped) return
      deps.onFailure(new Error("the job runner gave up: another is started"))
      await end(runner)
      await restart()
    }
  }

  async function restart(): Promise<void> {
    while (!stopped) {
      await pause(restartMs)
      try {
        runner = await run(options)
        if (stopped) await end(runner)
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
      await end(runner)
      await running
    },
  }
}

/** Settles when the runner stops taking jobs, whoever told it to. */
function givingUp({ events, promise }: Runner): Promise<void> {
  const told = new Promise<void>((done) => events.once("pool:gracefulShutdown", () => done()))
  return Promise.race([promise, told])
}

/** Ends what is left of a runner; that it had ended already, or cannot, is no matter. */
async function end(runner: Runner): Promise<void> {
  await Promise.race([runner.stop().catch(() => {}), pause(patienceMs, undefined, { ref: false })])
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
