import { join } from "node:path"
import pg from "pg"
import { findPackage, prepareBinaries } from "./embedded-binaries.ts"
import { makeData, readPassword } from "./embedded-data.ts"
import { type EmbeddedHome, embeddedHome } from "./embedded-home.ts"
import { lockOwner, takeLock } from "./embedded-lock.ts"
import { type Patience, patience as patient } from "./embedded-patience.ts"
import { readPostmaster, stopOrphan } from "./embedded-postmaster.ts"
import { type Settings, superviseServer } from "./embedded-server.ts"

const DATABASE = "regulars"

/** Everything that makes a commit durable (fsync, synchronous_commit, full_page_writes) stays at its default: on. */
const SETTINGS: Settings = {
  shared_buffers: "256MB",
  // Fewer checkpoints, so fewer full-page images: worth about 1.3 times on batches. The build has no lz4, and
  // pglz costs more processor than it saves in writing, so WAL is not compressed.
  max_wal_size: "2GB",
  checkpoint_timeout: "15min",
  random_page_cost: 1.1,
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
}

export interface EmbeddedPostgresOptions {
  /** Folder for the database; made when absent. */
  dir: string
  /** PostgreSQL settings, beside or instead of ours. */
  settings?: Settings
  /** For everything that has to be waited for: recovery after a crash is the longest. */
  timeoutMs?: number
  /** Receives PostgreSQL's own log, line by line. */
  log?: (line: string) => void
}

export interface EmbeddedPostgres {
  /** Address of the database "regulars" as its superuser: for migrations, never for the app's own work. */
  url: string
  port: number
  /** False when another process runs this database: it ends when that process ends. */
  owner: boolean
  /** PostgreSQL's data folder. */
  dataDir: string
  /** Shuts the database down cleanly if this process owns it. */
  stop(): Promise<void>
}

/**
 * Runs a real PostgreSQL that npm brought along, with its data in `dir`. Of several starts on one folder the first
 * owns the database and the others attach to it. Recovers by itself from whatever a killed run left.
 * @throws Error saying what it waited for, or PostgreSQL's own words.
 */
export async function startEmbeddedPostgres({
  dir,
  settings = {},
  timeoutMs = 120_000,
  log = () => {},
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const patience = patient(timeoutMs)
  const binaries = findPackage()
  const home = embeddedHome(dir, binaries.version.split(".")[0]!)
  const lockFile = join(home.dir, "database.lock")
  for (;;) {
    const lock = takeLock(lockFile)
    if (lock) {
      try {
        const bin = prepareBinaries(home.base, binaries)
        const launch = { home, bin, settings: { ...SETTINGS, ...settings }, log }
        return await own(launch, patience, lock)
      } catch (error) {
        lock.release()
        throw error
      }
    }
    const attached = await attach(home)
    if (attached) return attached
    const owner = lockOwner(lockFile)
    await patience.wait(`process ${owner}, which is starting the database in ${home.dir}`)
  }
}

async function own(
  launch: Parameters<typeof superviseServer>[0],
  patience: Patience,
  lock: { release(): void },
): Promise<EmbeddedPostgres> {
  const { home, bin } = launch
  await stopOrphan(home, bin, patience)
  await makeData(home, bin)
  const server = await superviseServer(launch, patience)
  try {
    await createDatabase(addressOf(home, server.port, "postgres"))
  } catch (error) {
    await server.stop()
    throw error
  }
  const stop = async () => {
    await server.stop()
    lock.release()
  }
  const url = addressOf(home, server.port, DATABASE)
  return { url, port: server.port, owner: true, dataDir: home.data, stop }
}

/** The database that the lock's holder runs, once it answers. */
async function attach(home: EmbeddedHome): Promise<EmbeddedPostgres | undefined> {
  const running = readPostmaster(home.data)
  if (!running?.ready) return undefined
  const url = addressOf(home, running.port, DATABASE)
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 })
  client.on("error", () => {})
  try {
    await client.connect()
    await client.end()
  } catch {
    return undefined
  }
  return { url, port: running.port, owner: false, dataDir: home.data, stop: async () => {} }
}

async function createDatabase(adminUrl: string) {
  const client = new pg.Client({ connectionString: adminUrl })
  client.on("error", () => {})
  await client.connect()
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [
      DATABASE,
    ])
    if (!rowCount) await client.query(`create database ${DATABASE}`)
  } finally {
    await client.end()
  }
}

const addressOf = (home: EmbeddedHome, port: number, database: string) =>
  `postgresql://postgres:${readPassword(home.data)}@127.0.0.1:${port}/${database}`
