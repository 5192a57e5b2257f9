import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { type EmbeddedPostgres, startEmbeddedPostgres } from "#web/db/embedded-postgres.ts"
import { migrate } from "#web/db/migrate.ts"

let folder: string
let postgres: EmbeddedPostgres
let client: pg.Client
let ownerUrl: string
let dir: string
let count = 0

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "regulars-migrate-"))
  postgres = await startEmbeddedPostgres({ dir: folder })
  client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
})

afterAll(async () => {
  await client.end()
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(async () => {
  count += 1
  await client.query(`create database shop${count}`)
  ownerUrl = postgres.url.replace(/regulars$/, `shop${count}`)
  dir = join(folder, `migrations${count}`)
  write("0001_members", "create table members (id integer primary key)")
  write("0002_points", "alter table members add points integer; insert into members values (1, 5)")
})

describe("a database that lacks migrations", () => {
  test("gets them in order, once", async () => {
    expect(await migrate({ ownerUrl, dir })).toEqual(["0001_members", "0002_points"])
    expect(await migrate({ ownerUrl, dir })).toEqual([])
    write("0003_more", "insert into members values (2, 7)")
    expect(await migrate({ ownerUrl, dir })).toEqual(["0003_more"])
    expect(await ask("select sum(points)::int as points from members")).toEqual([{ points: 12 }])
  })

  test("gets each of them once when five processes start together", async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => migrate({ ownerUrl, dir })))
    expect(all.map((names) => names.length).sort()).toEqual([0, 0, 0, 0, 2])
    expect(await ask("select points from members")).toEqual([{ points: 5 }])
  })

  test("says for whom it waits while another process migrates it", async () => {
    const other = new pg.Client({ connectionString: ownerUrl })
    await other.connect()
    await other.query("select pg_advisory_lock(72707369)")
    const lines: string[] = []
    const waiting = migrate({ ownerUrl, dir, log: (line) => lines.push(line) })
    await expect
      .poll(() => lines)
      .toEqual(["Waiting for another process that is migrating this database"])
    await other.end()
    expect(await waiting).toHaveLength(2)
  })
})

describe("a migration that fails", () => {
  test("changes nothing, names its line, and runs when it is mended", async () => {
    write("0003_broken", "insert into members values (2, 7);\ninsert into nowhere values (1)")
    const failure = 'Migration 0003_broken failed: relation "nowhere" does not exist (line 2)'
    await expect(migrate({ ownerUrl, dir })).rejects.toThrow(failure)
    expect(await ask("select count(*)::int as n from members")).toEqual([{ n: 1 }])
    write("0003_broken", "insert into members values (2, 7)")
    expect(await migrate({ ownerUrl, dir })).toEqual(["0003_broken"])
  })

  test("is one that commits on its own", async () => {
    write("0003_commits", "insert into members values (2, 7); commit; select 1")
    await expect(migrate({ ownerUrl, dir })).rejects.toThrow("take its BEGIN and COMMIT out")
  })
})

describe("the history of a database", () => {
  test("is refused when a migration was edited after it was applied", async () => {
    await migrate({ ownerUrl, dir })
    write("0001_members", "create table members (id bigint primary key)")
    await expect(migrate({ ownerUrl, dir })).rejects.toThrow("Migration 0001_members was edited")
  })

  test("is refused when another tool left a migration half applied", async () => {
    await migrate({ ownerUrl, dir })
    await ask("update _prisma_migrations set finished_at = null where migration_name like '0002%'")
    await expect(migrate({ ownerUrl, dir })).rejects.toThrow(
      "Migration 0002_points failed half way",
    )
  })
})

describe("our own migrations", () => {
  test("make an empty database ours", async () => {
    const applied = await migrate({ ownerUrl })
    expect(applied.length).toBeGreaterThan(0)
    const tables = await ask("select from pg_tables where tablename = 'entries'")
    expect(tables).toHaveLength(1)
  })
})

function write(name: string, sql: string) {
  mkdirSync(join(dir, name), { recursive: true })
  writeFileSync(join(dir, name, "migration.sql"), sql)
}

async function ask(sql: string) {
  const own = new pg.Client({ connectionString: ownerUrl })
  await own.connect()
  try {
    return (await own.query(sql)).rows
  } finally {
    await own.end()
  }
}
