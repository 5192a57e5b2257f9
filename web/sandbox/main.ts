import { fileURLToPath } from "node:url"
import { openClock } from "./clock.ts"
import { readEnv } from "./env.ts"
import { mountPages } from "./pages.ts"
import { createSandbox } from "./server.ts"
import { openStore } from "./state/store.ts"

const env = readEnv()
const store = openStore(env.statePath)
const sandbox = createSandbox({
  store,
  clock: openClock(store),
  app: { apiKey: env.apiKey, apiSecret: env.apiSecret, url: env.appUrl, scopes: env.scopes },
  appToml: fileURLToPath(new URL("../../shopify.app.toml", import.meta.url)),
  mountPages,
})

await sandbox.listenForMails(env.smtpPort)
const address = await sandbox.listen(env.port)
console.log(`sandbox ready on ${address}`)

let stopping = false
async function stop() {
  if (stopping) return
  stopping = true
  await sandbox.close()
  store.close()
  process.exit(0)
}

process.on("SIGTERM", stop)
process.on("SIGINT", stop)
// The app holds our standard input open for as long as it lives, however it dies.
process.stdin.on("end", stop).on("error", stop).resume()
