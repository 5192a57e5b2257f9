import { rmSync } from "node:fs"
import pg from "pg"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { openFolder } from "#tests/faults/app-process.ts"
import { type TestApp, testApp } from "#tests/support/app.ts"
import { fullBrand } from "#tests/support/full-brand.ts"
import { type Database, openDatabase } from "#web/db/database.ts"
import { startDatabase } from "#web/db/start-database.ts"

let app: TestApp
let embedded: Awaited<ReturnType<typeof startDatabase>>
let onEmbedded: Database
let dataDir: string

beforeAll(async () => {
  app = await testApp()
  dataDir = openFolder()
  embedded = await startDatabase({ dataDir, databaseUrl: undefined, databaseOwnerUrl: undefined })
  onEmbedded = openDatabase(embedded.url)
}, 90_000)
afterAll(async () => {
  await onEmbedded.close()
  await embedded.stop()
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
  await app.close()
})

const pools = ["app", "drain", "reader", "queue"] as const

/** Everything that a connection of ours may become, from what it logged in as to what it stepped down to. */
const asWhom = `
  select r.rolname, r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolcreatedb, r.rolreplication,
    (select count(*)::int from pg_class where relowner = r.oid) as tables,
    (select count(*)::int from pg_proc where proowner = r.oid) as functions,
    (select count(*)::int from pg_namespace where nspowner = r.oid) as schemas,
    (select count(*)::int from pg_database where datdba = r.oid) as databases
  from pg_roles r where pg_has_role(session_user, r.oid, 'member') order by 1`

const harmless = {
  rolsuper: false,
  rolbypassrls: false,
  rolcreaterole: false,
  rolcreatedb: false,
  rolreplication: false,
  tables: 0,
  functions: 0,
  schemas: 0,
  databases: 0,
}

describe.each(["a database that is given", "the embedded database"])("on %s the app", (which) => {
  const database = () => (which === "the embedded database" ? onEmbedded : app.services.db)

  it.each(pools)("%s: neither logs in as owner or superuser, nor can become one", async (pool) => {
    const { rows } = await database()[pool].query(asWhom)
    expect(rows).toHaveLength(5)
    for (const { rolname, ...rights } of rows) expect(rights, rolname).toEqual(harmless)
    const { rows: who } = await database()[pool].query("select session_user, current_user")
    expect(who[0].current_user).toBe(`regulars_${pool}`)
    expect(who[0].session_user).toMatch(/login$/)
    for (const role of ["postgres", "pg_read_all_data", "pg_write_all_data"]) {
      await expect(database()[pool].query(`set role ${role}`)).rejects.toThrow("permission denied")
    }
  })

  it("that steps back up to its login can do nothing at all there", async () => {
    const url = which === "the embedded database" ? embedded.url : app.test.url
    const login = new pg.Client({ connectionString: url })
    await login.connect()
    for (const table of ["entries", "members", "shops", "inbox"]) {
      await expect(login.query(`select from ${table}`)).rejects.toThrow("permission denied")
    }
    await login.end()
  })
})

describe("what the app's roles may not do, even to rows that they see", () => {
  let brandId: number
  beforeAll(async () => {
    brandId = (await fullBrand(app, "501")).shop.brandId
  })

  const asApp = (text: string) => app.services.db.withBrand(brandId, (tx) => tx.query({ text }))
  const asDrain = (text: string) => app.services.db.acrossBrands((tx) => tx.query({ text }))

  it.each([
    "update entries set points = points + 1",
    "update entries set note = 'changed'",
    "delete from entries",
    "truncate entries",
    "alter table entries disable trigger all",
    "drop table entries",
    "update audit_log set actor = 'somebody else'",
    "delete from audit_log",
    "delete from balances",
    "delete from redemptions",
    "truncate inbox",
    "create table mine (brand_id integer)",
    "alter table members disable row level security",
    "drop policy own_brand on members",
  ])("%s", async (statement) => {
    await expect(asApp(statement)).rejects.toThrow(/permission denied|must be owner/)
    await expect(asDrain(statement)).rejects.toThrow(/permission denied|must be owner/)
  })

  it("read who members are, as the drain that works across brands", async () => {
    for (const column of ["email", "phone", "name", "locale"]) {
      await expect(asDrain(`select ${column} from members`)).rejects.toThrow("permission denied")
    }
    await expect(asDrain("select * from members")).rejects.toThrow("permission denied")
    await expect(asDrain("select code_sealed from redemptions")).rejects.toThrow("permission")
    await expect(
      asApp("select update_contacts('{}', '{}', '{}', '{}', '{}', '{}')"),
    ).rejects.toThrow("permission denied")
  })

  it("look into what was received for many brands together, as the app of one", async () => {
    for (const table of ["batches", "waiting"]) {
      await expect(asApp(`select * from spool.${table}`)).rejects.toThrow("permission denied")
    }
    await expect(asDrain("update spool.batches set deliveries = ''")).rejects.toThrow("permission")
  })

  it("step down to the role that redeems in every brand, which may not read who members are either", async () => {
    await expect(asApp("set role regulars_redeem")).rejects.toThrow("permission denied")
    await expect(asDrain("set role regulars_redeem")).rejects.toThrow("permission denied")
    await expect(asApp("insert into redemptions default values")).rejects.toThrow("permission")
    const asRedeem = async (text: string) => {
      const client = await app.owner.connect()
      try {
        await client.query("set role regulars_redeem")
        return await client.query(text)
      } finally {
        await client.query("reset role")
        client.release()
      }
    }
    for (const table of ["members", "orders", "shops", "inbox", "claim_codes", "programs"]) {
      await expect(asRedeem(`select from ${table}`)).rejects.toThrow("permission denied")
    }
    const known = await asRedeem("select distinct kind from member_identities")
    expect(known.rows).toEqual([{ kind: "customer" }])
    for (const statement of [
      "select from entries",
      "update balances set member_id = 1",
      "update redemptions set points = 1",
      "delete from redemptions",
      "insert into balances (brand_id, member_id) values (1, 1)",
      "create table mine (brand_id integer)",
    ]) {
      await expect(asRedeem(statement), statement).rejects.toThrow("permission denied")
    }
  })

  it("read more of shoppers than customer ids and balances, as the reader of balances", async () => {
    const asReader = (text: string) => app.services.db.reader.query(text)
    await app.owner.query(
      `insert into member_identities select brand_id, 'email', 0, 'guest@example.com', member_id
       from member_identities limit 1`,
    )
    const { rows: kinds } = await asReader("select distinct kind from member_identities")
    expect(kinds).toEqual([{ kind: "customer" }])
    const { rowCount } = await app.owner.query(
      "select from member_identities where kind <> 'customer'",
    )
    expect(rowCount).toBeGreaterThan(0)
    await asReader("select brand_id, member_id, balance from balances")
    const { rows: tables } = await app.owner.query(
      `select format('%I.%I', n.nspname, c.relname) as name
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname in ('public', 'graphile_worker') and c.relkind in ('r', 'p', 'v', 'm')`,
    )
    const others = tables
      .map(({ name }) => name)
      .filter((name) => !/^public\.(balances|member_identities)$/.test(name))
    expect(others.length).toBeGreaterThanOrEqual(17)
    for (const name of others) {
      await expect(asReader(`select from ${name}`), name).rejects.toThrow("permission denied")
    }
  })

  it.each([
    "update balances set balance = 1",
    "insert into balances (brand_id, member_id) values (1, 1)",
    "delete from balances",
    "update member_identities set member_id = 1",
    "select from balances for update",
    "select enqueue_job('x', '{}', null, null, null)",
    "select update_contacts('{}', '{}', '{}', '{}', '{}', '{}')",
    "select read_shopper_details(1, 1, 1, now())",
    "create table mine (brand_id integer)",
    "select nextval('members_member_id_seq')",
  ])("as the reader of balances: %s", async (statement) => {
    const session = await app.services.db.reader.connect()
    try {
      await expect(session.query(statement)).rejects.toThrow(/permission denied|read-only/)
      // That a session only reads guards against mistakes; what counts is that the rights are missing.
      await session.query("begin read write")
      await expect(session.query(statement)).rejects.toThrow("permission denied")
    } finally {
      await session.query("rollback")
      session.release()
    }
  })

  it("not even the owner changes an entry or a published programme", async () => {
    for (const statement of [
      "update entries set points = points + 1",
      "delete from entries",
      "truncate entries",
      "update programs set settings = '{}' where published_at is not null",
      "delete from programs where published_at is not null",
    ]) {
      await expect(app.owner.query(statement)).rejects.toThrow(/append-only|cannot change/)
    }
  })

  it("write what makes no sense: a worthless entry, a spent code twice, a state of nowhere", async () => {
    const entry = (points: string, revision: string) =>
      `insert into entries (brand_id, shop_id, source_id, member_id, points, occurred_at, created_at, source, kind,
         revision) values (${brandId}, 0, 1, 1, ${points}, now(), now(), 'order', 'order-earned', ${revision})`
    await expect(asApp(entry("0", "1"))).rejects.toThrow("entries_points_check")
    await expect(asApp(entry("5", "0"))).rejects.toThrow("entries_revision_check")
    await expect(asApp("update orders set points = -1")).rejects.toThrow("orders_points_check")
    await expect(asApp("update redemptions set points = 0")).rejects.toThrow("points_check")
    await expect(asApp("update redemptions set code_digest = null")).rejects.toThrow("check")
  })
})

describe("every table that bears a brand", () => {
  it("has row-level security, and the brand first in its primary key", async () => {
    const { rows } = await app.owner.query(
      `select c.relname, c.relrowsecurity as secured,
         (select a.attname from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
           where i.indrelid = c.oid and i.indisprimary) as "firstKey"
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind in ('r', 'p')
         and c.relname not in ('shop_directory', '_prisma_migrations')`,
    )
    expect(rows.length).toBeGreaterThanOrEqual(15)
    for (const { relname, ...row } of rows) {
      expect(row, relname).toEqual({ secured: true, firstKey: "brand_id" })
    }
  })

  it("is read through views only under the reader's own rights", async () => {
    const { rows } = await app.owner.query(
      `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind in ('v', 'm')
         and not coalesce(c.reloptions::text like '%security_invoker=true%', false)`,
    )
    expect(rows).toEqual([])
  })
})
