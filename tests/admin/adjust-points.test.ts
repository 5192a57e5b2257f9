import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { adminServer } from "#tests/support/admin.ts"
import { plainProgram, publishVersion, testBrand } from "#tests/support/brand.ts"
import { type TestDatabase, testDatabase } from "#tests/support/database.ts"
import { line, order } from "#tests/support/order.ts"
import { settle } from "#tests/support/settle.ts"
import type { Shop } from "#web/core/shop.ts"

let database: TestDatabase
let admin: Awaited<ReturnType<typeof adminServer>>
let shop: Shop
let memberId: string

beforeAll(async () => {
  database = await testDatabase()
  admin = await adminServer(database)
})

/** Ada has 40 points from an order. */
beforeEach(async () => {
  shop = await testBrand(database)
  const points = { lifeMonths: 6, debtLimit: 1000 }
  await publishVersion(database, shop.brandId, plainProgram({ points }), "2026-01-01")
  await settle(database, shop, [order()])
  memberId = (await admin.ask(shop.domain, "{ members { nodes { id } } }")).members.nodes[0].id
})

afterAll(async () => {
  await admin.close()
  await database.close()
})

const mutation = `mutation ($memberId: ID!, $points: Whole!, $note: String!, $idempotencyKey: String!) {
  adjustPoints(memberId: $memberId, points: $points, note: $note, idempotencyKey: $idempotencyKey) {
    member { member { points owedPoints } history(first: 1) { nodes { points reason { code note } expiresAt } } }
    refusals { code field limit } } }`

async function adjust(points: number, changes: object = {}) {
  const variables = {
    memberId,
    points,
    note: "Late parcel",
    idempotencyKey: randomUUID(),
    ...changes,
  }
  return (await admin.ask(shop.domain, mutation, variables)).adjustPoints
}

async function pointsOf(): Promise<number> {
  const { member } = await admin.ask(
    shop.domain,
    "query ($id: ID!) { member(id: $id) { member { points } } }",
    { id: memberId },
  )
  return member.member.points
}

test("staff give points with a reason that the member can read; they live as long as earned ones", async () => {
  const { member, refusals } = await adjust(50)
  expect(refusals).toEqual([])
  expect(member.member.points).toBe(90)
  expect(member.history.nodes[0]).toEqual({
    points: 50,
    reason: { code: "adjusted", note: "Late parcel" },
    expiresAt: "2026-10-02T04:00:00.000Z",
  })
})

test("staff take points, down to none but not below", async () => {
  expect((await adjust(-41)).refusals).toEqual([
    { code: "not-enough-points", field: "points", limit: 40 },
  ])
  expect((await adjust(-40)).member.member.points).toBe(0)
  expect((await adjust(-1)).refusals).toMatchObject([{ code: "not-enough-points", limit: 0 }])
})

test("twenty people take the last points at once: one of them does", async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => adjust(-40)))
  expect(answers.filter((answer) => answer.refusals.length === 0)).toHaveLength(1)
  expect(await pointsOf()).toBe(0)
})

test("a double click gives points once", async () => {
  const idempotencyKey = randomUUID()
  const answers = await Promise.all(Array.from({ length: 8 }, () => adjust(50, { idempotencyKey })))
  expect(answers.map((answer) => answer.refusals)).toEqual(Array(8).fill([]))
  expect(await pointsOf()).toBe(90)
})

test("a key that was used for something else is refused, not silently ignored", async () => {
  const idempotencyKey = randomUUID()
  await adjust(50, { idempotencyKey })
  expect((await adjust(60, { idempotencyKey })).refusals).toMatchObject([
    { code: "key-used-differently" },
  ])
  expect(await pointsOf()).toBe(90)
})

test("points need a reason, and a number that is not nothing", async () => {
  expect((await adjust(10, { note: "  " })).refusals).toMatchObject([
    { code: "empty", field: "note" },
  ])
  expect((await adjust(0)).refusals).toMatchObject([{ code: "zero", field: "points" }])
  expect((await adjust(10_000_001)).refusals).toMatchObject([
    { code: "too-big", limit: 10_000_000 },
  ])
  await expect(adjust(1.5)).rejects.toThrow("not-a-whole-number")
  await expect(adjust(1e300)).rejects.toThrow("not-a-whole-number")
})

test("points given count for no tier, and repay what a member owes", async () => {
  const lines = [line("1", 0)]
  await adjust(-40)
  const modifiedAt = new Date("2026-03-03T12:00:00Z")
  await settle(database, shop, [order({ lines, hasRefund: true, modifiedAt })])
  const { member } = await adjust(100)
  expect(member.member).toEqual({ points: 60, owedPoints: 0 })
  const query = "query ($id: ID!) { member(id: $id) { totals { earnedPoints } } }"
  const totals = await admin.ask(shop.domain, query, { id: memberId })
  expect(totals.member.totals.earnedPoints).toBe(0)
})

test("the audit log says who gave what, once", async () => {
  const idempotencyKey = randomUUID()
  await adjust(50, { idempotencyKey })
  await adjust(50, { idempotencyKey })
  const { rows } = await database.owner.query(
    "select actor, action, subject, details from audit_log where brand_id = $1",
    [shop.brandId],
  )
  expect(rows).toEqual([
    {
      actor: `shopify:${shop.domain}:7`,
      action: "points-adjusted",
      subject: `member ${memberId}`,
      details: { points: 50, note: "Late parcel" },
    },
  ])
})

test("another shop's staff can give this brand's member nothing", async () => {
  const mine = shop
  shop = await testBrand(database)
  expect((await adjust(50)).refusals).toMatchObject([{ code: "unknown-member" }])
  shop = mine
  expect(await pointsOf()).toBe(40)
})
