import { readEnv } from "./env.ts"
import { letAnswersGoFirst } from "./let-answers-go-first.ts"
import { metricsElsewhere } from "./metrics-elsewhere.ts"
import { openApp } from "./open-app.ts"
import { followClock, machineClock } from "./start-sandbox.ts"
import { ready, threadData } from "./threads.ts"
import { startWorker, workerDeps } from "./worker.ts"

/** The worker beside the web, in a thread of its own, so that settling holds up no answer. */
letAnswersGoFirst()
const { databaseUrl, sandboxOrigin } = threadData()
const clock = sandboxOrigin ? await followClock(sandboxOrigin) : machineClock
// Others talk while this one still starts.
let worker: Awaited<ReturnType<typeof startWorker>> | undefined
const { bus, metrics } = metricsElsewhere(({ kind }) => {
  if (kind === "stored") worker?.wake()
  if (kind === "rush") worker?.makeWay()
})
const app = openApp(readEnv(), { databaseUrl, sandboxOrigin, metrics, now: clock.now })
worker = await startWorker(
  workerDeps(app, ({ domain }) => bus.say({ kind: "shop-changed", domain })),
)
ready(async () => {
  clock.stop()
  await worker?.stop()
  await app.db.close()
  bus.close()
})
