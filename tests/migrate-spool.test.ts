import { randomBytes } from "node:crypto"
import { cpSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { zstdCompressSync } from "node:zlib"
import pg from "pg"
import { afterAll, beforeAll, expect, inject, test } from "vitest"
import { decodeLines } from "#web/core/orders/settled-order.ts"
import { migrate } from "#web/db/migrate.ts"

const migrations = join(import.meta.dirname, "..", "prisma", "migrations")

let dir: string
let owner: pg.Client
let ownerUrl: string

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "regulars-migrations-"))
  const name = `before_spool_${randomBytes(4).toString("hex")}`
  const server = new pg.Client({ connectionString: inject("ownerUrl") })
  await server.connect()
  await server.query(`create database ${name}`)
  await server.end()
  ownerUrl = Object.assign(new URL(inject("ownerUrl")), { pathname: `/${name}` }).href
  for (const each of ["0001_foundation", "0002_shopper_functions"]) await apply(each)
  owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  rmSync(dir, { recursive: true, force: true })
})

async function apply(name: string): Promise<void> {
  cpSync(join(migrations, name), join(dir, name), { recursive: true })
  expect(await migrate({ ownerUrl, dir })).toEqual([name])
}

test("a database from before the spool keeps its orders' lines and what waited to be settled", async () => {
  const deliveryId = "5f0c1c3e-3f5a-4c55-9d5e-0a1b2c3d4e5f"
  await owner.query(
    `insert into orders values (1, 2, 3, null, now(), now(), 15, 1, 1, 'paid', 'USD', '#1',
       '[[15000000000001,8000000000000,1999,14],["9223372036854775807",0,36,1]]', ''),
       (1, 2, 4, null, now(), now(), 0, 1, 0, 'unpaid', 'USD', '#2', '[]', 'unpaid')`,
  )
  await owner.query("insert into deliveries values (1, 2, $1, now(), 'orders/paid', $2)", [
    deliveryId,
    zstdCompressSync("{}"),
  ])
  await owner.query("insert into inbox (brand_id, shop_id, delivery_id) values (1, 2, $1)", [
    deliveryId,
  ])

  await apply("0003_spool")

  const orders = await owner.query("select lines from orders order by order_id")
  expect(orders.rows.map((row) => decodeLines(row.lines))).toEqual([
    [
      { lineId: "15000000000001", productId: "8000000000000", eligibleMinor: 1999, points: 14 },
      { lineId: "9223372036854775807", productId: null, eligibleMinor: 36, points: 1 },
    ],
    [],
  ])
  const waiting = await owner.query("select topic, length(body) > 0 as kept from inbox")
  expect(waiting.rows).toEqual([{ topic: "orders/paid", kept: true }])
})
