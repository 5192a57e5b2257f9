import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { adminServer } from "#tests/support/admin.ts"
import { plainProgram, publishVersion, testBrand } from "#tests/support/brand.ts"
import { type TestDatabase, testDatabase } from "#tests/support/database.ts"
import type { Shop } from "#web/core/shop.ts"

let database: TestDatabase
let admin: Awaited<ReturnType<typeof adminServer>>
let shop: Shop

const silver = {
  id: "51000000-0000-4000-8000-000000000000",
  name: "Silver",
  match: "any" as const,
  thresholds: { spendMinor: 20_000 },
}
const gold = {
  id: "60000000-0000-4000-8000-000000000000",
  name: "Gold",
  match: "all" as const,
  thresholds: { spendMinor: 50_000, orderCount: 5 },
}

beforeAll(async () => {
  database = await testDatabase()
  admin = await adminServer(database)
})

beforeEach(async () => {
  shop = await testBrand(database)
  await publishVersion(
    database,
    shop.brandId,
    plainProgram({ tiers: [silver, gold] }),
    "2026-03-01",
  )
})

afterAll(async () => {
  await admin.close()
  await database.close()
})

const list = `{ tiers { revision currency removed tiers {
  id name match status thresholds { earnedPoints spendMinor orderCount } } } }`
const read = async () => (await admin.ask(shop.domain, list)).tiers
const names = async () => (await read()).tiers.map((tier: { name: string }) => tier.name)
const payload = "{ program { draft { revision } } refusals { code field limit } }"

const createTier = `mutation ($revision: Whole!, $tier: TierInput!) {
  changed: createTier(revision: $revision, tier: $tier) ${payload} }`
const editTier = `mutation ($revision: Whole!, $id: ID!, $tier: TierInput!) {
  changed: editTier(revision: $revision, id: $id, tier: $tier) ${payload} }`
const deleteTier = `mutation ($revision: Whole!, $id: ID!) {
  changed: deleteTier(revision: $revision, id: $id) ${payload} }`
const reorderTiers = `mutation ($revision: Whole!, $ids: [ID!]!) {
  changed: reorderTiers(revision: $revision, ids: $ids) ${payload} }`

async function change(mutation: string, variables: object) {
  return (await admin.ask(shop.domain, mutation, variables)).changed
}

test("the tiers are listed from lowest to highest, as members have them", async () => {
  expect(await read()).toEqual({
    revision: 0,
    currency: "USD",
    removed: [],
    tiers: [
      {
        ...silver,
        status: "live",
        thresholds: { earnedPoints: null, spendMinor: 20_000, orderCount: null },
      },
      {
        ...gold,
        status: "live",
        thresholds: { earnedPoints: null, spendMinor: 50_000, orderCount: 5 },
      },
    ],
  })
})

test("a new tier is the highest, and new until it is published", async () => {
  const tier = {
    name: "Platinum",
    match: "any",
    thresholds: { earnedPoints: 2000, orderCount: null },
  }
  expect((await change(createTier, { revision: 0, tier })).refusals).toEqual([])
  const { tiers, revision } = await read()
  expect(revision).toBe(1)
  expect(tiers[2]).toMatchObject({
    name: "Platinum",
    status: "new",
    thresholds: { earnedPoints: 2000, spendMinor: null, orderCount: null },
  })
  expect(tiers.slice(0, 2).map((each: { status: string }) => each.status)).toEqual(["live", "live"])
})

test("an edited tier is marked as changed; what members have stays", async () => {
  const tier = { name: "Silver", match: "any", thresholds: { spendMinor: 15_000 } }
  await change(editTier, { revision: 0, id: silver.id, tier })
  expect((await read()).tiers[0]).toMatchObject({
    status: "changed",
    thresholds: { spendMinor: 15_000 },
  })
  const { program } = await admin.ask(shop.domain, "{ program { live { settings } } }")
  expect(program.live.settings.tiers[0]).toEqual(silver)
})

test("a tier needs a name and something to reach", async () => {
  const tier = { name: "", match: "any", thresholds: {} }
  const { program, refusals } = await change(createTier, { revision: 0, tier })
  expect(program).toBeNull()
  expect(refusals).toEqual([
    { code: "empty", field: "name", limit: null },
    { code: "tier-without-threshold", field: "thresholds", limit: null },
  ])
})

test("a threshold below one is refused by its own field", async () => {
  const tier = { name: "Gold", match: "all", thresholds: { spendMinor: 0, orderCount: -3 } }
  const { refusals } = await change(editTier, { revision: 0, id: gold.id, tier })
  expect(refusals).toEqual([
    { code: "too-small", field: "thresholds.spendMinor", limit: 1 },
    { code: "too-small", field: "thresholds.orderCount", limit: 1 },
  ])
})

test("a deleted tier is told as removed until that is published", async () => {
  await change(deleteTier, { revision: 0, id: silver.id })
  expect(await names()).toEqual(["Gold"])
  expect((await read()).removed).toEqual(["Silver"])
})

test("tiers change places", async () => {
  await change(reorderTiers, { revision: 0, ids: [gold.id, silver.id] })
  expect(await names()).toEqual(["Gold", "Silver"])
})

test("changing places must name every tier once", async () => {
  for (const ids of [[gold.id], [gold.id, gold.id], [gold.id, silver.id, shop.domain], []]) {
    const { refusals } = await change(reorderTiers, { revision: 0, ids })
    expect(refusals).toMatchObject([{ code: "tiers-do-not-match" }])
  }
  expect(await names()).toEqual(["Silver", "Gold"])
})

test("a tier that is not there can be neither edited nor deleted", async () => {
  const tier = { name: "X", match: "any", thresholds: { orderCount: 1 } }
  const id = "00000000-0000-4000-8000-000000000000"
  for (const answer of [
    await change(editTier, { revision: 0, id, tier }),
    await change(deleteTier, { revision: 0, id }),
  ]) {
    expect(answer.refusals).toEqual([{ code: "unknown-tier", field: null, limit: null }])
  }
})

test("of two who edit at once the second is told", async () => {
  await change(deleteTier, { revision: 0, id: silver.id })
  const { refusals } = await change(deleteTier, { revision: 0, id: gold.id })
  expect(refusals).toMatchObject([{ code: "edited-meanwhile" }])
  expect(await names()).toEqual(["Gold"])
})

test("there can be ten tiers, not eleven", async () => {
  for (let revision = 0; revision < 8; revision++) {
    const tier = {
      name: `Tier ${revision}`,
      match: "any",
      thresholds: { orderCount: 10 + revision },
    }
    expect((await change(createTier, { revision, tier })).refusals).toEqual([])
  }
  const tier = { name: "One more", match: "any", thresholds: { orderCount: 99 } }
  const { refusals } = await change(createTier, { revision: 8, tier })
  expect(refusals).toEqual([{ code: "too-many", field: "tiers", limit: 10 }])
})
