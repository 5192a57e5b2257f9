import { createHash, randomUUID } from "node:crypto"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import pg from "pg"

export interface MigrateOptions {
  /** Address of the database, as the role that owns its tables. */
  ownerUrl: string
  /** Folder of `<name>/migration.sql`; ours when absent. */
  dir?: string
  log?: (line: string) => void
}

interface Migration {
  name: string
  sql: string
  /** SHA-256 of the file, hexadecimal: what Prisma compares. */
  checksum: string
}

/** Prisma's own number: whoever migrates with its command line waits for us, and we for them. */
const LOCK = 72707369

/**
 * Applies the migrations that the database lacks and returns their names. Uses Prisma's table, checksums and lock,
 * so that `prisma migrate status` agrees; any number may run at once, one applies and the others find nothing left.
 * Each migration and its record are one transaction: it is applied whole or not at all.
 * @throws Error naming the migration that failed, was edited after it was applied, or is half applied by another tool.
 */
export async function migrate({ ownerUrl, dir = ours(), log }: MigrateOptions): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  client.on("error", () => {}) // whoever awaits a statement hears of it
  await client.connect()
  try {
    await takeTurn(client, log)
    await client.query(TABLE)
    const migrations = readMigrations(dir)
    const applied = await readApplied(client)
    const pending = migrations.filter((migration) => isPending(migration, applied))
    for (const migration of pending) {
      await apply(client, migration)
      log?.(`Applied migration ${migration.name}`)
    }
    return pending.map(({ name }) => name)
  } finally {
    await client.end() // ends the lock too
  }
}

const ours = () => join(import.meta.dirname, "..", "..", "prisma", "migrations")

const TABLE = `create table if not exists _prisma_migrations (
  id varchar(36) primary key,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`

async function takeTurn(client: pg.Client, log: MigrateOptions["log"]) {
  const { rows } = await client.query("select pg_try_advisory_lock($1) as mine", [LOCK])
  if (rows[0].mine) return
  log?.("Waiting for another process that is migrating this database")
  await client.query("select pg_advisory_lock($1)", [LOCK])
}

function readMigrations(dir: string): Migration[] {
  return readdirSync(dir)
    .sort()
    .filter((name) => existsSync(join(dir, name, "migration.sql")))
    .map((name) => {
      const sql = readFileSync(join(dir, name, "migration.sql"), "utf8")
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") }
    })
}

type Applied = Map<string, { checksum: string; finished: boolean }>

async function readApplied(client: pg.Client): Promise<Applied> {
  const { rows } =
    await client.query(`select migration_name, checksum, finished_at is not null as finished
    from _prisma_migrations where rolled_back_at is null`)
  return new Map(rows.map((row) => [row.migration_name, row]))
}

function isPending({ name, checksum }: Migration, applied: Applied): boolean {
  const record = applied.get(name)
  if (!record) return true
  if (!record.finished) {
    throw new Error(
      `Migration ${name} failed half way under another tool: repair the database, then run ` +
        `npm run prisma -- migrate resolve`,
    )
  }
  if (record.checksum !== checksum) {
    throw new Error(
      `Migration ${name} was edited after it was applied: restore the file, and put the change ` +
        `into a new migration`,
    )
  }
  return false
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration) {
  try {
    await client.query("begin")
    const { rows } = await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), 1) returning pg_current_xact_id()::text as transaction`,
      [randomUUID(), checksum, name],
    )
    await client.query(sql)
    const after = await client.query("select pg_current_xact_id()::text as transaction")
    if (after.rows[0].transaction !== rows[0].transaction) {
      throw new Error("it ends the transaction it runs in; take its BEGIN and COMMIT out")
    }
    await client.query("commit")
  } catch (error) {
    await client.query("rollback").catch(() => {})
    throw new Error(`Migration ${name} failed: ${describe(error, sql)}`, { cause: error })
  }
}

function describe(error: unknown, sql: string): string {
  const { message, position } = error as pg.DatabaseError
  if (!position) return message
  return `${message} (line ${sql.slice(0, Number(position)).split("\n").length})`
}
