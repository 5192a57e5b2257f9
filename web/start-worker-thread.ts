import { once } from "node:events"
import { setTimeout as pause } from "node:timers/promises"
import { Worker } from "node:worker_threads"
import type { Metrics } from "./http/health.ts"
import type { FromWorker, ToWorker, WorkerThreadData } from "./worker-thread.ts"

const restartMs = 1_000

/** Young objects live as long as a batch: in less room, most of them would be copied before they die. */
const resourceLimits = { maxYoungGenerationSizeMb: 128 }

/**
 * Runs the worker in a thread beside the web, and starts another should it end by itself. What it counts is counted
 * here, where Prometheus asks.
 */
export async function startWorkerThread(
  data: WorkerThreadData,
  deps: {
    metrics: Metrics
    onUninstalled: (domain: string) => void
    onFailure: (error: unknown) => void
  },
) {
  let stopped = false

  function hear(message: FromWorker): void {
    if (message.kind === "uninstalled") deps.onUninstalled(message.domain)
    if (message.kind === "count") deps.metrics[message.counter].inc(message.labels)
  }

  async function begin(): Promise<Worker> {
    const entry = new URL("./worker-thread.ts", import.meta.url)
    const begun = new Worker(entry, { workerData: data, resourceLimits })
    begun.on("message", hear)
    begun.on("error", deps.onFailure)
    await Promise.race([
      once(begun, "message"), // the first one: ready
      once(begun, "exit").then(() => Promise.reject(new Error("the worker ended at its start"))),
    ])
    begun.once("exit", keepOne)
    return begun
  }

  async function keepOne(): Promise<void> {
    while (!stopped) {
      deps.onFailure(new Error("the worker ended: another is started"))
      await pause(restartMs)
      try {
        thread = await begin()
        return
      } catch (error) {
        deps.onFailure(error)
      }
    }
  }

  let thread = await begin()
  const say = (message: ToWorker) => thread.postMessage(message)
  return {
    wake: () => say("stored"),
    async stop(): Promise<void> {
      stopped = true
      const ended = once(thread, "exit")
      say("stop")
      await ended
    },
  }
}
