import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import pg from "pg"

/** A process of its own that runs the embedded database in a folder, to be stopped or killed. */
export interface DatabaseApp {
  child: ChildProcess
  ready: Promise<{ url: string; port: number; owner: boolean; dataDir: string }>
  /** What it said on stderr so far. */
  errors(): string
}

export function startDatabaseApp(dir: string): DatabaseApp {
  const program = join(import.meta.dirname, "run-embedded-postgres.ts")
  const child = spawn(process.execPath, [program, dir])
  let output = ""
  let errors = ""
  child.stderr.on("data", (text) => {
    errors += text
  })
  const ready = new Promise<Awaited<DatabaseApp["ready"]>>((done, fail) => {
    child.stdout.on("data", (text) => {
      output += text
      const line = /^ready (.*)\n/.exec(output)
      if (line) done(JSON.parse(line[1]!))
    })
    child.on("exit", () => fail(new Error(`ended before it was ready: ${errors}`)))
  })
  return { child, ready, errors: () => errors }
}

export async function stop({ child }: DatabaseApp) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, "exit")
  child.stdin?.end()
  await gone
}

export async function kill({ child }: DatabaseApp) {
  const gone = once(child, "exit")
  child.kill("SIGKILL")
  await gone
}

export const postmasterOf = (dataDir: string) =>
  Number(readFileSync(join(dataDir, "postmaster.pid"), "utf8").split("\n")[0])

export const parentOf = (pid: number) =>
  Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))![1])

export const childrenOf = (pid: number) =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((child) => existsSync(`/proc/${child}/status`) && parentOf(child) === pid)

export async function ask(url: string, sql: string, values: unknown[] = []) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.on("error", () => {})
  try {
    await client.connect()
    return (await client.query(sql, values)).rows
  } finally {
    await client.end().catch(() => {})
  }
}
