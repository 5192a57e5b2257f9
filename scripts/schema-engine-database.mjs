import { randomUUID } from "node:crypto"
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { PrismaPg } from "@prisma/adapter-pg"
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils"
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg"
import pg from "pg"

const require = createRequire(import.meta.url)

/** Starts the WebAssembly engine on the database at `url`. `models` are pairs of file name and Prisma schema. */
export async function loadEngine(url, models) {
  // The engine tells its last words here before its code traps.
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (words) => console.error(words) }
  const wasm = require
    .resolve("@prisma/schema-engine-wasm")
    .replace(/schema_engine\.js$/, "schema_engine_bg.wasm")
  const imports = { "./schema_engine_bg.js": bindings }
  const { instance } = await WebAssembly.instantiate(readFileSync(wasm), imports)
  bindings.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  const log = (line) => process.env.DEBUG && process.stderr.write(`${line}\n`)
  const adapter = bindMigrationAwareSqlAdapterFactory(adapterFor(url))
  return bindings.SchemaEngine.new({ datamodels: models.length ? models : undefined }, log, adapter)
}

export async function reachDatabase(url) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  await client.connect()
  await client.end()
}

/** Creates or drops the database that `url` names, from the server's database "postgres". */
export async function recreate(url, action) {
  const databaseName = decodeURIComponent(new URL(url).pathname.slice(1))
  const name = pg.escapeIdentifier(databaseName)
  const sql = {
    create: `create database ${name}`,
    drop: `drop database if exists ${name} with (force)`,
  }
  const elsewhere = new URL(url)
  elsewhere.pathname = "/postgres"
  const client = new pg.Client({ connectionString: elsewhere.toString() })
  await client.connect()
  try {
    await client.query(sql[action])
  } finally {
    await client.end()
  }
  return { databaseName }
}

function mend(adapter) {
  // The adapter's own version cuts a script at every semicolon, in comments and function bodies too.
  adapter.executeScript = async (script) => void (await adapter.client.query(script))
  return readInternalChars(adapter)
}

/**
 * @prisma/adapter-pg 7.10 refuses the catalogue's internal type "char" (18): it is let through as text (25), and the
 * engine told that it is a character, without which it traps on the first CHECK or NOT NULL constraint.
 */
function readInternalChars(adapter) {
  const { queryRaw } = adapter
  adapter.queryRaw = async (query) => {
    const columns = []
    const performIO = async (request) => {
      const result = await adapter.performIO(request)
      for (const [i, field] of result.fields.entries()) {
        if (field.dataTypeID !== 18) continue
        field.dataTypeID = 25
        columns.push(i)
      }
      return result
    }
    const result = await queryRaw.call(
      Object.create(adapter, { performIO: { value: performIO } }),
      query,
    )
    for (const i of columns) result.columnTypes[i] = ColumnTypeEnum.Character
    return result
  }
  return adapter
}

function adapterFor(url) {
  const config = connectionOf(url)
  class Adapter extends PrismaPg {
    async connect() {
      return mend(await super.connect())
    }

    // The adapter's own version drops the shadow database before it closes its pool, which PostgreSQL refuses.
    async connectToShadowDb() {
      const database = `prisma_migrate_shadow_db_${randomUUID()}`
      const shadowUrl = new URL(url)
      shadowUrl.pathname = `/${database}`
      await recreate(shadowUrl, "create")
      const shadow = mend(await new PrismaPg({ ...config, database }).connect())
      const close = shadow.dispose.bind(shadow)
      shadow.dispose = async () => {
        await close()
        await recreate(shadowUrl, "drop")
      }
      return shadow
    }
  }
  return new Adapter(config, { schema: new URL(url).searchParams.get("schema") ?? undefined })
}

/**
 * Separate fields, never connectionString: that one would win over `database`, and work meant for the shadow
 * database would hit the real one.
 */
function connectionOf(url) {
  const { hostname, port, pathname, username, password, searchParams } = new URL(url)
  const sslmode = searchParams.get("sslmode")
  const ssl = { rejectUnauthorized: Boolean(sslmode?.startsWith("verify")) }
  return {
    host: decodeURIComponent(searchParams.get("host") ?? hostname),
    port: Number(port || 5432),
    database: decodeURIComponent(pathname.slice(1)),
    user: decodeURIComponent(username) || undefined,
    password: decodeURIComponent(password) || undefined,
    ssl: sslmode && sslmode !== "disable" ? ssl : undefined,
    max: 2,
  }
}
