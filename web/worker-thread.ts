import { readlinkSync } from "node:fs"
import { setPriority } from "node:os"
import { readEnv } from "./env.ts"
import { metricsElsewhere } from "./metrics-elsewhere.ts"
import { openApp } from "./open-app.ts"
import { followClock, machineClock } from "./start-sandbox.ts"
import { ready, threadData } from "./threads.ts"
import { startWorker, workerDeps } from "./worker.ts"

/** The worker beside the web, in a thread of its own, so that settling holds up no answer. */
letAnswersGoFirst()
const { databaseUrl, sandboxOrigin } = threadData()
const clock = sandboxOrigin ? await followClock(sandboxOrigin) : machineClock
const { bus, metrics } = metricsElsewhere(({ kind }) => kind === "stored" && worker.wake())
const app = openApp(readEnv(), { databaseUrl, sandboxOrigin, metrics, now: clock.now })
const worker = await startWorker(
  workerDeps(app, ({ domain }) => bus.say({ kind: "uninstalled", domain })),
)
ready(async () => {
  clock.stop()
  await worker.stop()
  await app.db.close()
  bus.close()
})

/** When all are busy, the kernel prefers the web's threads. Elsewhere than on Linux a thread has no priority of its own. */
function letAnswersGoFirst(): void {
  if (process.platform !== "linux") return
  const threadId = readlinkSync("/proc/thread-self").split("/").at(-1)
  setPriority(Number(threadId), 10)
}
