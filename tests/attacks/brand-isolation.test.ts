import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type TestApp, testApp } from "#tests/support/app.ts"
import { type FullBrand, fullBrand } from "#tests/support/full-brand.ts"
import { redeemOne } from "#tests/support/redeem-one.ts"
import { type Database, openDatabase, type Tx } from "#web/db/database.ts"

let app: TestApp
let db: Database
let ours: FullBrand
let theirs: FullBrand
/** Every table and view of ours that bears a brand. */
let tables: string[]

beforeAll(async () => {
  app = await testApp()
  db = app.services.db
  ours = await fullBrand(app, "501")
  theirs = await fullBrand(app, "502")
  const { rows } = await app.owner.query(
    `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm') order by 1`,
  )
  tables = rows.map((row) => row.relname).filter((name) => !withoutBrand.includes(name))
})
afterAll(() => app.close())

/** The table that finds the brand, and the list of migrations. */
const withoutBrand = ["shop_directory", "_prisma_migrations"]

const inOurBrand = <T>(work: (tx: Tx) => Promise<T>) => db.withBrand(ours.shop.brandId, work)

/** The rows that a statement touched, or the code by which the database refused it. */
async function touched(statement: string, values: unknown[] = []): Promise<number | string> {
  return inOurBrand(
    async (tx) => (await tx.query({ text: statement, values })).rowCount ?? 0,
  ).catch((error) => String(error.code))
}

const denied = "42501"
const written = () => tables.filter((name) => name !== "lots")

describe("whoever works inside one brand", () => {
  it("meets a table for each thing we keep, none of them empty for either brand", async () => {
    expect(tables.length).toBeGreaterThanOrEqual(16)
    for (const table of tables) {
      for (const { shop } of [ours, theirs]) {
        const { rowCount } = await app.owner.query(
          `select from ${table} where brand_id = ${shop.brandId}`,
        )
        expect(rowCount, `${table} of brand ${shop.brandId}`).toBeGreaterThan(0)
      }
    }
  })

  it("sees rows of that brand and of no other, without asking for it", async () => {
    for (const table of tables) {
      const brands = await inOurBrand((tx) =>
        tx.query({ text: `select distinct brand_id from ${table}` }),
      )
      expect(brands.rows, table).toEqual([{ brand_id: ours.shop.brandId }])
    }
  })

  it("sees nothing of another by asking for it", async () => {
    for (const table of tables) {
      const asked = `select from ${table} where brand_id = ${theirs.shop.brandId}`
      expect(await touched(asked), table).toBe(0)
    }
  })

  it("cannot change or delete a row of another", async () => {
    for (const table of written()) {
      const where = `where brand_id = ${theirs.shop.brandId}`
      const update = `update ${table} set brand_id = brand_id ${where}`
      expect([0, denied], table).toContain(await touched(update))
      expect([0, denied], table).toContain(await touched(`delete from ${table} ${where}`))
    }
  })

  it("cannot write a row for another, nor move one there", async () => {
    for (const table of written()) {
      const row = await app.owner.query(
        `select to_jsonb(t) as row from ${table} t where brand_id = $1 limit 1`,
        [theirs.shop.brandId],
      )
      const copy = `insert into ${table} select * from jsonb_populate_record(null::${table}, $1)`
      expect(await touched(copy, [row.rows[0].row]), table).toBe(denied)
      const move = `update ${table} set brand_id = ${theirs.shop.brandId}`
      // A published programme is immutable before it is anybody's.
      expect([denied, "23000"], table).toContain(await touched(move))
    }
  })

  it("cannot name another in the functions that shoppers' requests run on", async () => {
    const { brandId } = ours.shop
    const details = await db.app.query("select * from read_shopper_details($1, $2, 10, now())", [
      brandId,
      theirs.memberId,
    ])
    expect(details.rows).toEqual([{ waiting_points: "0", history: [], redemptions: [] }])
    const theirCustomer = { ...theirs, shop: { ...theirs.shop, brandId } }
    const redeemed = await db.app.query(redeemOne(theirCustomer, "another key"))
    expect(redeemed.rows).toEqual([{ outcome: "unknown-shopper" }])
    const theirReward = { ...ours, reward: theirs.reward }
    const redeemedTheirs = await db.app.query(redeemOne(theirReward, "another key"))
    expect(redeemedTheirs.rows).toEqual([{ outcome: "unknown-reward" }])
  })
})

describe("outside of any brand", () => {
  it("the app sees no row at all, and writes none", async () => {
    for (const table of tables) {
      const { rowCount } = await db.app.query(`select from ${table}`)
      expect(rowCount, table).toBe(0)
    }
  })

  it("a brand that is no number is refused before it reaches a statement", async () => {
    const brand = "1'; set local role postgres; --" as unknown as number
    await expect(async () => db.withBrand(brand, async () => {})).rejects.toThrow("not a brand id")
  })

  it("a connection never keeps the brand of the request before, however that ended", async () => {
    const single = openDatabase(app.test.url, { poolSize: 1 })
    const { brandId } = ours.shop
    const left = async () => {
      const { rows } = await single.app.query(
        "select count(*)::int as seen, current_brand() as brand from entries",
      )
      expect(rows).toEqual([{ seen: 0, brand: null }])
    }
    try {
      await single.withBrand(brandId, (tx) => tx.query({ text: "select from entries" }))
      await left()
      const broken = (tx: Tx) => tx.query({ text: "select 1 / 0" })
      await expect(single.withBrand(brandId, broken)).rejects.toThrow("division")
      await left()
      const thrown = async () => {
        throw new Error("the flow gave up")
      }
      await expect(single.withBrand(brandId, thrown)).rejects.toThrow("gave up")
      await left()
      await single.app.query("select * from read_shopper_details($1, $2, 10, now())", [
        brandId,
        ours.memberId,
      ])
      await left()
      await single.read(brandId, (prisma) => prisma.$queryRaw`select count(*) from entries`)
      await left()
      await Promise.all([
        single.withBrand(brandId, (tx) => tx.query({ text: "select pg_sleep(0.01)" })),
        left(),
        single.withBrand(theirs.shop.brandId, async (tx) => {
          const { rows } = await tx.query({ text: "select distinct brand_id from entries" })
          expect(rows).toEqual([{ brand_id: theirs.shop.brandId }])
        }),
        left(),
      ])
    } finally {
      await single.close()
    }
  })
})
