import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { chmodSync, existsSync, mkdtempSync, readFileSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { startEmbeddedPostgres } from "#web/db/embedded-postgres.ts"
import { childrenOf, postmasterOf } from "./database-app.ts"

export const apiKey = "faults-key"
export const apiSecret = "faults-secret"
export const encryptionKey = Buffer.alloc(32, 9)

/** The product as it runs in production: web, worker and embedded database in a process of its own, to be killed. */
export type AppProcess = Awaited<ReturnType<typeof appProcess>>

export async function appProcess(dataDir: string) {
  const port = await freePort()
  const home = join(import.meta.dirname, "..", "..")
  let child: ChildProcess
  let ready: Promise<void>
  let expected = false
  let said: string[] = []
  let mourn: (reason: Error) => void = () => {}
  const death = new Promise<never>((_, reject) => {
    mourn = reject
  })
  death.catch(() => {}) // heard of by whoever waits for it

  function start(): Promise<void> {
    expected = false
    const running = spawn(process.execPath, [join(home, "web", "server.ts")], {
      cwd: home,
      env: environment(dataDir, port),
      stdio: ["ignore", "pipe", "pipe"],
    })
    child = running
    ready = new Promise((done) => {
      const hear = (text: Buffer) => {
        const lines = String(text).trimEnd().split("\n")
        said = [...said, ...lines.map((line) => line.slice(0, 1_000))].slice(-40)
        if (String(text).includes("Regulars is ready")) done()
      }
      running.stdout.on("data", hear)
      running.stderr.on("data", hear)
    })
    running.once("exit", (code, signal) => {
      if (!expected) mourn(new Error(`the app ended by itself (${signal ?? code}):\n${words()}`))
    })
    return ready
  }

  const words = () => said.join("\n")

  async function end(signal: NodeJS.Signals): Promise<void> {
    expected = true
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, "exit")
    child.kill(signal)
    await gone
  }

  await start()
  const database = await startEmbeddedPostgres({ dir: join(dataDir, "postgres") })
  const files = database.dataDir
  return {
    origin: `http://127.0.0.1:${port}`,
    start,
    ready: () => ready,
    /** Ends it as nothing can be prepared for. */
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
    /** Rejects, with its last words, when it ends though nobody killed it. */
    death,
    lastWords: words,
    /** The address of its database as the owner; the port is another one after a restart of the app. */
    ownerUrl(): string {
      const url = new URL(database.url)
      url.port = readFileSync(join(files, "postmaster.pid"), "utf8").split("\n")[3]!
      return url.href
    },
    killPostgres: (what: PostgresVictim) => killPostgres(files, what),
  }
}

export type PostgresVictim = "its postmaster" | "all its processes" | "one of its processes"

/** Kills without warning; PostgreSQL's other processes notice by themselves. */
function killPostgres(dataDir: string, what: PostgresVictim): void {
  const postmaster = postmasterOf(dataDir)
  const others = existsSync("/proc/self") ? childrenOf(postmaster) : []
  const victims = {
    "its postmaster": [postmaster],
    "all its processes": [postmaster, ...others],
    "one of its processes": others.length ? [others[Date.now() % others.length]!] : [postmaster],
  }
  for (const pid of victims[what]) {
    try {
      process.kill(pid, "SIGKILL")
    } catch {
      // it had gone by itself
    }
  }
}

function environment(dataDir: string, port: number): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    PORT: String(port),
    REGULARS_DATA_DIR: dataDir,
    REGULARS_ENCRYPTION_KEY: encryptionKey.toString("hex"),
    SHOPIFY_API_KEY: apiKey,
    SHOPIFY_API_SECRET: apiSecret,
    SHOPIFY_APP_URL: `http://127.0.0.1:${port}`,
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}

/** A folder for the app's data, to be removed afterwards; open, so that the database's data stays inside of it. */
export function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "regulars-faults-"))
  chmodSync(folder, 0o755)
  return folder
}
