import { execFile } from "node:child_process"
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { delimiter, join } from "node:path"
import { promisify } from "node:util"
import { runScript } from "./sql-script.ts"

/** What runs the SQL of the floors: pgbench where there is one, else the same script through node's client. */
export type SqlDriver = { name: string; run: SqlRun }

export type SqlLoad = {
  url: string
  /** In pgbench's language: `\set name random(1, n)` and statements that name `:variables`. */
  script: string
  clients: number
  seconds: number
  /** Steps down to this role at the start of each session. */
  role?: string
}

/** Runs the script over and over on every client; resolves to scripts per second. */
type SqlRun = (load: SqlLoad) => Promise<number>

export function sqlDriver(): SqlDriver {
  const program = findPgbench()
  if (!program) return { name: "pg (no pgbench here)", run: runScript }
  return { name: program, run: (load) => runPgbench(program, load) }
}

function findPgbench(): string | undefined {
  const debian = "/usr/lib/postgresql"
  const installed = existsSync(debian)
    ? readdirSync(debian).map((version) => join(debian, version, "bin"))
    : []
  return [...(process.env.PATH ?? "").split(delimiter), ...installed]
    .map((folder) => join(folder, "pgbench"))
    .find((file) => existsSync(file))
}

async function runPgbench(program: string, load: SqlLoad): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "regulars-bench-sql-"))
  try {
    const file = join(folder, "script.sql")
    writeFileSync(file, load.script)
    const url = new URL(load.url)
    const { stdout } = await promisify(execFile)(
      program,
      [
        ...["-n", "-M", "prepared", "-f", file],
        ...["-c", String(load.clients), "-j", "1", "-T", String(load.seconds)],
        ...["-h", url.hostname, "-p", url.port, "-U", url.username, url.pathname.slice(1)],
      ],
      {
        env: {
          ...process.env,
          PGPASSWORD: decodeURIComponent(url.password),
          PGOPTIONS: load.role ? `-c role=${load.role}` : "",
        },
      },
    )
    const rate = /^tps = ([\d.]+)/m.exec(stdout)
    const failed = /number of failed transactions: (\d+)/.exec(stdout)
    if (!rate || Number(failed?.[1] ?? 0)) throw new Error(`pgbench: ${stdout}`)
    return Number(rate[1])
  } finally {
    rmSync(folder, { recursive: true })
  }
}
