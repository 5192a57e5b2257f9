import { PrismaPg } from "@prisma/adapter-pg"
import pg from "pg"
import { type Prisma, PrismaClient } from "./generated/client.ts"

/** A transaction, as flows and the ledger use it: every statement named, so that it is planned once. */
export type Tx = {
  query<Row extends pg.QueryResultRow = pg.QueryResultRow>(
    statement: pg.QueryConfig,
  ): Promise<pg.QueryResult<Row>>
}

/**
 * The database under its narrow roles. `withBrand` sees and writes one brand's rows only; `acrossBrands` is the drain,
 * which settles deliveries of many brands in one transaction and cannot read who members are; `read` is Prisma inside
 * one brand, for screens.
 */
export type Database = {
  withBrand: <T>(brandId: number, work: (tx: Tx) => Promise<T>) => Promise<T>
  acrossBrands: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  read: <T>(brandId: number, work: (prisma: Prisma.TransactionClient) => Promise<T>) => Promise<T>
  /** Runs `work` while no other process runs any under the same two numbers. It may use the database itself. */
  withLock: <T>(lock: readonly [number, number], work: () => Promise<T>) => Promise<T>
  /** Single statements that set their brand themselves, and reads of the shop directory. */
  app: pg.Pool
  drain: pg.Pool
  /** Balances of shoppers of any brand, by customer id: it may read nothing else and write nothing. */
  reader: pg.Pool
  /** For graphile-worker. */
  queue: pg.Pool
  close: () => Promise<void>
}

/** Opens the pools on `url`, whose login role has been granted the narrow roles (see `roles.ts`). */
export function openDatabase(url: string, options: { poolSize?: number } = {}): Database {
  const max = options.poolSize ?? 16
  const app = openPool(url, "regulars_app", max)
  const drain = openPool(url, "regulars_drain", 6)
  const reader = openPool(url, "regulars_reader", 3, readerSettings)
  const queue = openPool(url, "regulars_queue", 4)
  // A pool of their own: whoever holds or awaits a lock must not keep its holder from a connection to work with.
  const locks = openPool(url, "regulars_app", 4)
  const prisma = new PrismaClient({ adapter: new PrismaPg(app) })
  return {
    app,
    drain,
    reader,
    queue,
    withBrand: (brandId, work) => transaction(app, settingBrand(brandId), work),
    acrossBrands: (work) => transaction(drain, "begin", work),
    read: (brandId, work) =>
      prisma.$transaction(async (inBrand) => {
        await inBrand.$executeRaw`select set_config('regulars.brand', ${String(brandId)}, true)`
        return work(inBrand)
      }),
    withLock: (lock, work) =>
      transaction(locks, "begin", async (tx) => {
        await tx.query({
          name: "lock",
          text: "select pg_advisory_xact_lock($1, $2)",
          values: [...lock],
        })
        return work()
      }),
    close: async () => {
      await prisma.$disconnect()
      await Promise.all([app, drain, reader, queue, locks].map((pool) => pool.end()))
    },
  }
}

/** A database that hangs must not hang us: what takes this long fails, and is tried again by whoever asked. */
const limits = [
  "-c statement_timeout=30s",
  "-c lock_timeout=15s",
  "-c idle_in_transaction_session_timeout=90s",
]

/** One plan serves the reader's statement for one shopper as for many: made anew, it would cost more than the read. */
const readerSettings = [
  "-c default_transaction_read_only=on",
  "-c plan_cache_mode=force_generic_plan",
]

/** A bigint column comes as text: platform ids pass 2^53. Sums and points are read with `Number` where they are used. */
function openPool(
  url: string,
  role: string,
  max: number,
  settings: readonly string[] = [],
): pg.Pool {
  const options = [`-c role=${role}`, ...limits, ...settings].join(" ")
  const pool = new pg.Pool({
    connectionString: url,
    max,
    options,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    // Of a connection that went silent, too: many may wait for one statement.
    query_timeout: 35_000,
  })
  const ignore = () => {} // the next query on a lost connection fails and is handled where it was asked
  pool.on("error", ignore)
  pool.on("connect", (client) => client.on("error", ignore))
  return pool
}

/** `brandId` comes from the shop directory; being a number, it is safe inside the statement. */
function settingBrand(brandId: number): string {
  if (!Number.isInteger(brandId)) throw new TypeError(`not a brand id: ${brandId}`)
  return `begin; set local regulars.brand = '${brandId}'`
}

async function transaction<T>(
  pool: pg.Pool,
  begin: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query(begin)
    const result = await work(client)
    await client.query("commit")
    return result
  } catch (error) {
    await client.query("rollback").catch((lost: Error) => {
      broken = lost
    })
    throw error
  } finally {
    client.release(broken)
  }
}
