import { once } from "node:events"
import { createServer } from "node:http"
import { startDatabase } from "./db/start-database.ts"
import { type Env, EnvError, readEnv } from "./env.ts"
import { openMetrics } from "./http/health.ts"
import { installDemoShop } from "./install-demo-shop.ts"
import { closeServer, listen, listenAlone, mayShare } from "./listen.ts"
import { countForAll } from "./metrics-elsewhere.ts"
import { openApp } from "./open-app.ts"
import { openWeb } from "./open-web.ts"
import { followClock, machineClock, startSandbox } from "./start-sandbox.ts"
import { openBus, startThread, type ThreadEntry, tellingOthers } from "./threads.ts"
import { watchForRush } from "./watch-for-rush.ts"
import { startWorker, workerDeps } from "./worker.ts"

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
  const metrics = openMetrics()
  const threads = { databaseUrl: database.url, sandboxOrigin }
  const app = openApp(env, { ...threads, metrics, now: clock.now })
  stops.push(app.db.close)
  const bus = openBus((said) => {
    countForAll(metrics, said, bus.say)
    if (said.kind === "shop-changed") app.shops.forget(said.domain)
  })

  if (env.process === "worker") {
    const worker = await startWorker(workerDeps(app, () => {}))
    stops.push(worker.stop)
  } else {
    watchForRush(() => bus.say({ kind: "rush" }))
    const onStored = () => bus.say({ kind: "stored" })
    const shops = tellingOthers(app.shops, bus)
    const server = openWeb(env, { ...app, shops }, { sandboxOrigin, onStored })
    await listen(server, env.port)
    stops.push(() => closeServer(server))
  }
  const startBeside = async (entry: ThreadEntry) => {
    stops.push((await startThread(entry, threads, app.failureIn(entry))).stop)
  }
  if (env.process === "all") await startBeside("worker-thread")
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
  // These help in a rush: nobody waits for them, or ends for the want of them.
  for (const entry of helpers(env)) await startBeside(entry).catch(app.failureIn(entry))
}

function helpers({ process }: Env): ThreadEntry[] {
  if (process === "worker" || !mayShare) return []
  return process === "all" ? ["web-thread", "drain-thread"] : ["web-thread"]
}

/** Said before anything is started: most often it is an older start of the same. */
async function refuseTakenPorts(env: Env): Promise<void> {
  const wanted = { PORT: env.port, ...(env.sandbox ? { SANDBOX_PORT: env.sandboxPort } : {}) }
  for (const [name, port] of Object.entries(wanted)) {
    const probe = createServer()
    await listenAlone(probe, port).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EADDRINUSE") throw error
      throw new EnvError(`${name} ${port} is taken by another program: stop it, or set ${name}`)
    })
    await closeServer(probe)
    if (mayShare) await claimPort(name, port)
  }
}

/** Two starts in the same second would both find the port free, and then share it: a name is nobody's to share. */
async function claimPort(name: string, port: number): Promise<void> {
  const claim = createServer()
  claim.listen(`\0regulars ${port}`)
  await once(claim, "listening").catch(() => {
    throw new EnvError(
      `${name} ${port} is taken by another start of Regulars: stop it, or set ${name}`,
    )
  })
  claim.unref()
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
