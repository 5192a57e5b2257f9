import { setTimeout as pause } from "node:timers/promises"
import { BroadcastChannel, parentPort, Worker, workerData } from "node:worker_threads"
import type { ShopDirectory } from "./db/shop-directory.ts"
import type { CounterName } from "./http/health.ts"

export type ThreadEntry = "web-thread" | "worker-thread" | "drain-thread"

/** What a thread needs to know of the process that starts it. */
export type ThreadData = { databaseUrl: string; sandboxOrigin: string | null }

type Bus = ReturnType<typeof openBus>

/** What the threads of a process tell each other. */
export type Said =
  | { kind: "stored" }
  | { kind: "rush" }
  | { kind: "shop-changed"; domain: string }
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

/** A directory of shops that tells the other threads, too, what it must read anew. */
export function tellingOthers(shops: ShopDirectory, bus: Bus): ShopDirectory {
  return {
    find: shops.find,
    forget(domain) {
      bus.say({ kind: "shop-changed", domain })
      return shops.forget(domain)
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

  async function begin() {
    const thread = new Worker(file, { workerData: data, resourceLimits })
    thread.on("error", onFailure)
    // Told by its end alone: an error comes before it, and must not be taken for one of ours.
    const ended = new Promise<void>((done) => thread.once("exit", () => done()))
    const isReady = new Promise<boolean>((done) => thread.once("message", () => done(true)))
    if (await Promise.race([isReady, ended])) return { thread, ended }
    throw new Error(`the ${entry} ended at its start`)
  }

  async function keepOne(): Promise<void> {
    for (;;) {
      await running.ended
      if (stopped) return
      onFailure(new Error(`the ${entry} ended: another is started`))
      while (!stopped && !(await beginAgain())) await pause(restartMs)
    }
  }

  async function beginAgain(): Promise<boolean> {
    try {
      running = await begin()
      if (stopped) running.thread.postMessage("stop")
      return true
    } catch (error) {
      onFailure(error)
      return false
    }
  }

  let running = await begin()
  const kept = keepOne()
  return {
    async stop(): Promise<void> {
      stopped = true
      running.thread.postMessage("stop")
      await kept
      await running.ended
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
