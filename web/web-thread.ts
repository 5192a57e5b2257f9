import { readEnv } from "./env.ts"
import { closeServer, listen } from "./listen.ts"
import { metricsElsewhere } from "./metrics-elsewhere.ts"
import { openApp } from "./open-app.ts"
import { openWeb } from "./open-web.ts"
import { followClock, machineClock } from "./start-sandbox.ts"
import { ready, tellingOthers, threadData } from "./threads.ts"
import { watchForRush } from "./watch-for-rush.ts"

/** The web once more, on the same port: the kernel deals the connections out. */
const env = readEnv()
const { databaseUrl, sandboxOrigin } = threadData()
const clock = sandboxOrigin ? await followClock(sandboxOrigin) : machineClock
const { bus, metrics } = metricsElsewhere((said) => {
  if (said.kind === "shop-changed") app.shops.forget(said.domain)
})
const app = openApp(env, { databaseUrl, sandboxOrigin, metrics, now: clock.now })
watchForRush(() => bus.say({ kind: "rush" }))
const onStored = () => bus.say({ kind: "stored" })
const shops = tellingOthers(app.shops, bus)
const server = openWeb(env, { ...app, shops }, { sandboxOrigin, onStored })
await listen(server, env.port)
ready(async () => {
  clock.stop()
  await closeServer(server)
  await app.db.close()
  bus.close()
})
