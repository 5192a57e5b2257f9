import { once } from "node:events"
import { setTimeout as pause } from "node:timers/promises"
import { BroadcastChannel, parentPort, Worker, workerData } from "node:worker_threads"
import type { CounterName } from "./http/health.ts"

export type ThreadEntry = "web-thread" | "worker-thread" | "drain-thread"

/** What a thread needs to know of the process that starts it. */
export type ThreadData = { databaseUrl: string; sandboxOrigin: string | null }

/** What the threads of a process tell each other. */
export type Said =
  | { kind: "stored" }
  | { kind: "rush" }
  | { kind: "uninstalled"; domain: string }
  | { kind: "count"; counter: CounterName; labels: Record<string, string> }
  | { kind: "metrics-asked"; id: string }
  | { kind: "metrics"; id: string; text: string }

/** `hear` is told whatever another thread says. */
export function openBus(hear: (said: Said) => void) {
  const channel = new BroadcastChannel("regulars")
  channel.onmessage = (event) => hear((event as { data: Said }).data)
  channel.unref()
  let isOpen = true
  return {
    say(said: Said): void {
      if (isOpen) channel.postMessage(said)
    },
    close(): void {
      isOpen = false
      channel.close()
    },
  }
}

const restartMs = 1_000

/** Young objects live as long as a batch: in less room, most of them would be copied before they die. */
const resourceLimits = { maxYoungGenerationSizeMb: 128 }

/** Runs `entry` in a thread, and in another one should it end by itself. Resolves when it is ready. */
export async function startThread(
  entry: ThreadEntry,
  data: ThreadData,
  onFailure: (error: unknown) => void,
): Promise<{ stop: () => Promise<void> }> {
  const file = new URL(`./${entry}.ts`, import.meta.url)
  let stopped = false

  async function begin(): Promise<Worker> {
    const begun = new Worker(file, { workerData: data, resourceLimits })
    begun.on("error", onFailure)
    const ended = once(begun, "exit")
    await Promise.race([
      once(begun, "message"), // the only one: ready
      ended.then(() => Promise.reject(new Error(`the ${entry} ended at its start`))),
    ])
    void ended.then(keepOne)
    return begun
  }

  async function keepOne(): Promise<void> {
    while (!stopped) {
      onFailure(new Error(`the ${entry} ended: another is started`))
      await pause(restartMs)
      try {
        thread = await begin()
        return
      } catch (error) {
        onFailure(error)
      }
    }
  }

  let thread = await begin()
  return {
    async stop(): Promise<void> {
      stopped = true
      const ended = once(thread, "exit")
      thread.postMessage("stop")
      await ended
    },
  }
}

/** A thread's side of `startThread`: its data, and how it says that it is ready and hears that it must stop. */
export function threadData(): ThreadData {
  return workerData as ThreadData
}

export function ready(stop: () => Promise<void>): void {
  const port = parentPort!
  port.once("message", async () => {
    await stop()
    port.close()
  })
  port.postMessage("ready")
}
