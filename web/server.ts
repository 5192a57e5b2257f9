import { once } from "node:events"
import { createServer, type Server } from "node:http"
import { startDatabase } from "./db/start-database.ts"
import { type Env, EnvError, readEnv } from "./env.ts"
import { openMetrics } from "./http/health.ts"
import { installDemoShop } from "./install-demo-shop.ts"
import { type App, openApp } from "./open-app.ts"
import { openWeb } from "./open-web.ts"
import { followClock, machineClock, startSandbox } from "./start-sandbox.ts"
import { startWorkerThread } from "./start-worker-thread.ts"
import { startWorker, workerDeps } from "./worker.ts"
import type { WorkerThreadData } from "./worker-thread.ts"

try {
  await start(readEnv())
} catch (error) {
  console.error(error instanceof EnvError ? error.message : error)
  process.exit(1)
}

/** Starts what `REGULARS_PROCESS` names, in the order that each stands on, and stops it in the reverse one. */
async function start(env: Env): Promise<void> {
  const stops: (() => Promise<void>)[] = []
  stopOnSignal(stops)
  if (env.process !== "worker") await refuseTakenPorts(env)
  const database = await startDatabase(env)
  stops.push(database.stop)
  console.log(`Database: ${database.description}`)
  const sandbox = env.sandbox && env.process !== "worker" ? await startSandbox(env) : null
  if (sandbox) stops.push(sandbox.stop)
  const sandboxOrigin = env.sandbox
    ? (sandbox?.origin ?? `http://localhost:${env.sandboxPort}`)
    : null
  const clock = sandbox ?? (sandboxOrigin ? await followClock(sandboxOrigin) : machineClock)
  const data = { databaseUrl: database.url, sandboxOrigin }
  const app = openApp(env, { ...data, metrics: openMetrics(), now: clock.now })
  stops.push(app.db.close)

  const worker = env.process === "web" ? null : await workerFor(env, app, data)
  if (worker) stops.push(worker.stop)
  if (env.process !== "worker") {
    const server = openWeb(env, app, { sandboxOrigin, onStored: worker?.wake ?? (() => {}) })
    await listen(server, env.port)
    stops.push(() => close(server))
  }
  if (sandbox) {
    await installDemoShop(app)
    console.log(`Sandbox shop: ${sandbox.origin}`)
    console.log(`Sandbox admin: ${sandbox.origin}/admin (mail: ${sandbox.origin}/mail)`)
  }
  console.log(`Started in ${(performance.now() / 1000).toFixed(1)} s`)
  console.log(
    env.process === "worker"
      ? "Regulars' worker is ready"
      : `Regulars is ready on http://localhost:${env.port}`,
  )
}

/** Beside the web in a thread of its own, where settling holds up no answer; alone in this one. */
function workerFor(env: Env, app: App, data: WorkerThreadData) {
  const onUninstalled = (domain: string) => void app.shops.forget(domain)
  if (env.process === "worker")
    return startWorker(workerDeps(app, (shop) => onUninstalled(shop.domain)))
  const { metrics } = app
  return startWorkerThread(data, { metrics, onUninstalled, onFailure: app.failureIn("worker") })
}

/** Said before anything is started: most often it is an older start of the same. */
async function refuseTakenPorts(env: Env): Promise<void> {
  const wanted = { PORT: env.port, ...(env.sandbox ? { SANDBOX_PORT: env.sandboxPort } : {}) }
  for (const [name, port] of Object.entries(wanted)) {
    const probe = createServer()
    await listen(probe, port).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EADDRINUSE") throw error
      throw new EnvError(`${name} ${port} is taken by another program: stop it, or set ${name}`)
    })
    await close(probe)
  }
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port)
  await once(server, "listening") // rejects on "error"
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close")
  server.close()
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), 5_000)
  await closed
  clearTimeout(timer)
}

function stopOnSignal(stops: (() => Promise<void>)[]): void {
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    for (const each of stops.toReversed()) {
      await each().catch((error) => console.error("while stopping:", error))
    }
    process.exit(0)
  }
  process.once("SIGINT", stop)
  process.once("SIGTERM", stop)
}
