import { readEnv } from "./env.ts"
import { startDrain } from "./jobs/drain-loop.ts"
import { letAnswersGoFirst } from "./let-answers-go-first.ts"
import { metricsElsewhere } from "./metrics-elsewhere.ts"
import { openApp } from "./open-app.ts"
import { followClock, machineClock } from "./start-sandbox.ts"
import { ready, threadData } from "./threads.ts"
import { workerDeps } from "./worker.ts"

/** The drain once more: what a rush left is settled by two threads. Jobs are the other one's. */
letAnswersGoFirst()
const { databaseUrl, sandboxOrigin } = threadData()
const clock = sandboxOrigin ? await followClock(sandboxOrigin) : machineClock
const { bus, metrics } = metricsElsewhere(({ kind }) => {
  if (kind === "stored") drain.wake()
  if (kind === "rush") drain.makeWay()
})
const app = openApp(readEnv(), { databaseUrl, sandboxOrigin, metrics, now: clock.now })
const drain = startDrain(workerDeps(app, ({ domain }) => bus.say({ kind: "shop-changed", domain })))
ready(async () => {
  clock.stop()
  await drain.stop()
  await app.db.close()
  bus.close()
})
