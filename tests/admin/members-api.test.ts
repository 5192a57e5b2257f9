import { afterAll, beforeAll, expect, test } from "vitest"
import { adminServer } from "#tests/support/admin.ts"
import { plainProgram, publishVersion, testBrand } from "#tests/support/brand.ts"
import { type TestDatabase, testDatabase } from "#tests/support/database.ts"
import { line, order } from "#tests/support/order.ts"
import { settle } from "#tests/support/settle.ts"
import type { Buyer } from "#web/core/facts.ts"
import type { Shop } from "#web/core/shop.ts"

let database: TestDatabase
let admin: Awaited<ReturnType<typeof adminServer>>
let shop: Shop

const tiers = [
  {
    id: "51000000-0000-4000-8000-000000000000",
    name: "Silver",
    match: "any" as const,
    thresholds: { spendMinor: 4000 },
  },
  {
    id: "60000000-0000-4000-8000-000000000000",
    name: "Gold",
    match: "all" as const,
    thresholds: { spendMinor: 10_000, orderCount: 3 },
  },
]

function buyer(customerId: string, name: string, changes: Partial<Buyer> = {}): Buyer {
  const email = `${name.split(" ")[0]!.toLowerCase()}@example.com`
  return { customerId, hasAccount: true, email, phone: null, name, locale: "en", ...changes }
}

const ada = buyer("501", "Ada Lovelace", { phone: "+44 20 7946 0001" })
const omar = buyer("502", "Omar 100%_off")
const guest = buyer("503", "Grace Hopper", { hasAccount: false })

beforeAll(async () => {
  database = await testDatabase()
  admin = await adminServer(database)
  shop = await testBrand(database)
  const lifeMonths = { lifeMonths: 12, debtLimit: 1000 }
  await publishVersion(
    database,
    shop.brandId,
    plainProgram({ tiers, points: lifeMonths }),
    "2026-01-01",
  )
  await settle(database, shop, [
    order({
      orderId: "1001",
      name: "#1001",
      buyer: ada,
      placedAt: new Date("2026-02-01T12:00:00Z"),
    }),
    order({ orderId: "1002", name: "#1002", buyer: ada, lines: [line("2", 99)] }),
    order({ orderId: "1003", name: "#1003", buyer: ada, isTest: true }),
    order({ orderId: "1004", name: "#1004", buyer: omar, lines: [line("4", 500_00)] }),
    order({ orderId: "1005", name: "#1005", buyer: guest }),
  ])
  const modifiedAt = new Date("2026-03-01T12:05:00Z")
  const refunded = { lines: [line("1", 2500)], hasRefund: true, modifiedAt }
  const placedAt = new Date("2026-02-01T12:00:00Z")
  await settle(database, shop, [
    order({ orderId: "1001", name: "#1001", buyer: ada, placedAt, ...refunded }),
  ])
})

afterAll(async () => {
  await admin.close()
  await database.close()
})

const ask = (query: string, variables: object = {}) => admin.ask(shop.domain, query, variables)

async function search(variables: object): Promise<string[]> {
  const query = `query ($search: String, $minPoints: Whole, $maxPoints: Whole, $first: Int, $after: String) {
    members(search: $search, minPoints: $minPoints, maxPoints: $maxPoints, first: $first, after: $after) {
      nodes { name } } }`
  const { members } = await ask(query, variables)
  return members.nodes.map((member: { name: string }) => member.name).sort()
}

async function idOf(name: string): Promise<string> {
  const { members } = await ask(
    "query ($name: String) { members(search: $name) { nodes { id } } }",
    { name },
  )
  return members.nodes[0].id
}

test("members are listed with what they have and where they stand", async () => {
  const { members } = await ask(
    "{ members { nodes { name email state points tier { name } } endCursor } }",
  )
  const byName = new Map(members.nodes.map((node: { name: string }) => [node.name, node]))
  expect(byName.get("Ada Lovelace")).toMatchObject({ points: 25, state: "member", tier: null })
  expect(byName.get("Omar 100%_off")).toMatchObject({ points: 500, tier: { name: "Silver" } })
  expect(byName.get("Grace Hopper")).toMatchObject({ points: 40, state: "guest" })
  expect(members.endCursor).toBeNull()
})

test.each([
  ["lovelace", ["Ada Lovelace"]],
  ["OMAR@", ["Omar 100%_off"]],
  ["7946 0001", ["Ada Lovelace"]],
  ["100%_", ["Omar 100%_off"]],
  ["%", ["Omar 100%_off"]],
  ["'; drop table members; --", []],
  ["nobody", []],
])("members are found by name, email or phone: %s", async (text, names) => {
  expect(await search({ search: text })).toEqual(names)
})

test("members are found by what they have", async () => {
  expect(await search({ minPoints: 40 })).toEqual(["Grace Hopper", "Omar 100%_off"])
  expect(await search({ minPoints: 26, maxPoints: 499 })).toEqual(["Grace Hopper"])
})

test("a list is read page by page, each member once", async () => {
  const seen: string[] = []
  let after: string | null = null
  do {
    const { members } = await ask(
      "query ($after: String) { members(first: 2, after: $after) { nodes { id } endCursor } }",
      { after },
    )
    seen.push(...members.nodes.map((node: { id: string }) => node.id))
    after = members.endCursor
  } while (after)
  expect(seen).toHaveLength(3)
  expect(new Set(seen).size).toBe(3)
})

test("a cursor that we did not make, and a page that is too large, are refused", async () => {
  await expect(ask(`{ members(after: "bm9uc2Vuc2U") { endCursor } }`)).rejects.toThrow(
    "unknown-cursor",
  )
  await expect(ask("{ members(first: 101) { endCursor } }")).rejects.toThrow(
    "page-size-out-of-range",
  )
})

const details = `query ($id: ID!) { member(id: $id) {
  member { points owedPoints } totals { earnedPoints spendMinor orderCount }
  nextTier { name } missing { earnedPoints spendMinor orderCount }
  lots { source order points remaining expiresAt }
  history { nodes { points reason { code order reward note } occurredAt expiresAt } }
  orders { nodes { name points reason state } }
} }`

test("a member's page explains every point, and every order that earned none", async () => {
  const { member } = await ask(details, { id: await idOf("Ada") })
  expect(member).toMatchObject({
    member: { points: 25, owedPoints: 0 },
    totals: { earnedPoints: 25, spendMinor: 2599, orderCount: 2 },
    nextTier: { name: "Silver" },
    missing: { earnedPoints: null, spendMinor: 1401, orderCount: null },
    lots: [
      {
        source: "order",
        order: "#1001",
        points: 25,
        remaining: 25,
        expiresAt: "2027-02-02T05:00:00.000Z",
      },
    ],
  })
  expect(member.history.nodes).toMatchObject([
    { points: -15, reason: { code: "order-refunded", order: "#1001", reward: null, note: null } },
    {
      points: 40,
      reason: { code: "order-earned", order: "#1001" },
      occurredAt: "2026-02-01T12:00:00.000Z",
    },
  ])
  expect(member.orders.nodes).toMatchObject([
    { name: "#1003", points: 0, reason: "test-order" },
    { name: "#1002", points: 0, reason: "too-small" },
    { name: "#1001", points: 25, reason: null },
  ])
})

test("history is read page by page, newest first, each entry once", async () => {
  const id = await idOf("Ada")
  const query = `query ($id: ID!, $after: String) { member(id: $id) {
    history(first: 1, after: $after) { nodes { points } endCursor } } }`
  const first = (await ask(query, { id, after: null })).member.history
  const second = (await ask(query, { id, after: first.endCursor })).member.history
  expect([first.nodes[0].points, second.nodes[0].points, second.endCursor]).toEqual([-15, 40, null])
})

test("the brand's orders can be narrowed to those that earned nothing", async () => {
  const { orders } = await ask("{ orders(onlyWithoutPoints: true) { nodes { name reason } } }")
  expect(orders.nodes).toEqual([
    { name: "#1003", reason: "test-order" },
    { name: "#1002", reason: "too-small" },
  ])
})

test("the figures are what the lists add up to", async () => {
  const { figures } = await ask(
    "{ figures { members pointsOutstanding ordersThatEarned redemptions } }",
  )
  expect(figures).toEqual({
    members: 2,
    pointsOutstanding: 565,
    ordersThatEarned: 3,
    redemptions: 0,
  })
})

test("another shop's staff find no member of this brand, by search or by id", async () => {
  const id = await idOf("Ada")
  const other = await testBrand(database)
  const nothing = await admin.ask(
    other.domain,
    "{ members { nodes { id } } orders { nodes { id } } figures { members pointsOutstanding } }",
  )
  expect(nothing).toEqual({
    members: { nodes: [] },
    orders: { nodes: [] },
    figures: { members: 0, pointsOutstanding: 0 },
  })
  expect((await admin.ask(other.domain, details, { id })).member).toBeNull()
})

test.each(["0", "-1", "abc", "1 or 1=1", "9223372036854775808", ""])(
  "%s is nobody's id",
  async (id) => {
    expect((await ask(details, { id })).member).toBeNull()
  },
)
