import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { type StartedDatabase, startDatabase } from "#web/db/start-database.ts"
import { type Called, startCalled } from "./calls.ts"
import { makeFloorTables } from "./floors-sql.ts"
import type { LoadShop } from "./load/pick.ts"
import type { LoadCalls } from "./load/run-load.ts"
import type { BenchOptions } from "./options.ts"
import { type SqlDriver, sqlDriver } from "./pgbench.ts"
import type { FloorCalls } from "./run-floors.ts"
import { type BenchShop, openShops } from "./shops.ts"

/** Everything that the scenarios share: the database with its shops, the load, the floors. */
export type Bed = {
  options: BenchOptions
  database: StartedDatabase
  /** As the owner, to look behind row-level security. */
  owner: pg.Pool
  /** The postmaster's. */
  databasePid: number
  shops: BenchShop[]
  load: Called<LoadCalls>
  floors: Called<FloorCalls>
  sql: SqlDriver
  /** The next number that no order has had. */
  nextOrder: number
  close: () => Promise<void>
}

/** Starts PostgreSQL with the product's settings in a folder of its own, and fills it with shops and members. */
export async function makeBed(options: BenchOptions): Promise<Bed> {
  const dataDir = mkdtempSync(join(tmpdir(), "regulars-bench-"))
  const database = await startDatabase({
    dataDir,
    databaseUrl: undefined,
    databaseOwnerUrl: undefined,
  })
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 4 })
  const { rows } = await owner.query("show data_directory")
  const pidFile = join(rows[0].data_directory, "postmaster.pid")
  const shops = await openShops(owner, options.members)
  await makeFloorTables(owner, options.members)
  await owner.query("vacuum analyze")
  const load = startCalled<LoadCalls>(new URL("./load/run-load.ts", import.meta.url))
  const floors = startCalled<FloorCalls>(new URL("./run-floors.ts", import.meta.url))
  return {
    options,
    database,
    owner,
    databasePid: Number(readFileSync(pidFile, "utf8").split("\n", 1)[0]),
    shops,
    load,
    floors,
    sql: sqlDriver(),
    nextOrder: 1,
    async close() {
      await Promise.all([load.stop(), floors.stop()])
      await owner.end()
      await database.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** What makes a commit durable, read back over a connection like the product's own. */
export async function durability({ database }: Bed): Promise<Record<string, string>> {
  const client = new pg.Client({
    connectionString: database.url,
    options: "-c role=regulars_drain",
  })
  await client.connect()
  const { rows } = await client.query<{ name: string; setting: string }>(
    `select name, setting || coalesce(unit, '') as setting from pg_settings
     where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers', 'max_wal_size', 'server_version')
     order by name`,
  )
  await client.end()
  return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))
}

export function loadShops({ shops }: Bed): LoadShop[] {
  return shops.map(({ shop: _, ...load }) => load)
}
