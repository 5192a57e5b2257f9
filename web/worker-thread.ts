import { readlinkSync } from "node:fs"
import { setPriority } from "node:os"
import { parentPort, workerData } from "node:worker_threads"
import { readEnv } from "./env.ts"
import type { Counters } from "./http/health.ts"
import { openApp } from "./open-app.ts"
import { followClock, machineClock } from "./start-sandbox.ts"
import { startWorker, workerDeps } from "./worker.ts"

export type WorkerThreadData = { databaseUrl: string; sandboxOrigin: string | null }
export type ToWorker = "stored" | "stop"
export type FromWorker =
  | { kind: "ready" }
  | { kind: "count"; counter: keyof Counters; labels: Record<string, string> }
  | { kind: "uninstalled"; domain: string }

/** The worker beside the web, in a thread of its own, so that settling holds up no answer. */
const port = parentPort!
const tell = (message: FromWorker) => port.postMessage(message)
const count = (counter: keyof Counters) => ({
  inc: (labels: Record<string, string>) => tell({ kind: "count", counter, labels }),
})

letAnswersGoFirst()
const { databaseUrl, sandboxOrigin } = workerData as WorkerThreadData
const clock = sandboxOrigin ? await followClock(sandboxOrigin) : machineClock
const app = openApp(readEnv(), {
  databaseUrl,
  sandboxOrigin,
  metrics: {
    failures: count("failures"),
    setAside: count("setAside"),
    unissuedCodes: count("unissuedCodes"),
  },
  now: clock.now,
})
const worker = await startWorker(
  workerDeps(app, ({ domain }) => tell({ kind: "uninstalled", domain })),
)
port.on("message", async (message: ToWorker) => {
  if (message === "stored") return worker.wake()
  clock.stop()
  await worker.stop()
  await app.db.close()
  port.close()
})
tell({ kind: "ready" })

/** When both are busy, the kernel prefers the web's thread. Elsewhere than on Linux a thread has no priority of its own. */
function letAnswersGoFirst(): void {
  if (process.platform !== "linux") return
  const threadId = readlinkSync("/proc/thread-self").split("/").at(-1)
  setPriority(Number(threadId), 10)
}
