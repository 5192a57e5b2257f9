import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { adminServer } from "#tests/support/admin.ts"
import { plainProgram, publishVersion, testBrand } from "#tests/support/brand.ts"
import { type TestDatabase, testDatabase } from "#tests/support/database.ts"
import type { Shop } from "#web/core/shop.ts"

let database: TestDatabase
let admin: Awaited<ReturnType<typeof adminServer>>
let shop: Shop

beforeAll(async () => {
  database = await testDatabase()
  admin = await adminServer(database)
})

beforeEach(async () => {
  shop = await testBrand(database)
})

afterAll(async () => {
  await admin.close()
  await database.close()
})

const programFields = `{
  live { version settings publishedAt } draft { settings revision editedAt }
  versions { version } differs changes { code params }
}`
const payload = `{ program ${programFields} refusals { code field limit } }`
const read = async () => (await admin.ask(shop.domain, `{ program ${programFields} }`)).program
const saveDraft = `mutation ($settings: Json!, $revision: Whole!) {
  saveDraft(settings: $settings, revision: $revision) ${payload} }`
const publishProgram = `mutation ($revision: Whole!) { publishProgram(revision: $revision) ${payload} }`
const discardDraft = `mutation ($revision: Whole!) { discardDraft(revision: $revision) ${payload} }`

async function save(settings: object, revision: number) {
  return (await admin.ask(shop.domain, saveDraft, { settings, revision })).saveDraft
}

async function publish(revision: number) {
  return (await admin.ask(shop.domain, publishProgram, { revision })).publishProgram
}

test("a shop without a programme starts from one that gives back 5 %, and nothing is live", async () => {
  const program = await read()
  expect(program).toMatchObject({ live: null, versions: [], differs: true })
  expect(program.draft).toMatchObject({ revision: 0, editedAt: null })
  expect(program.draft.settings).toMatchObject({
    earningRules: [{ rates: [{ currency: "USD", points: 1, perAmountMinor: 100 }] }],
    rewards: [{ points: 100, amounts: [{ currency: "USD", amountMinor: 500 }] }],
  })
})

test("what is saved is the draft; what is live stays until it is published", async () => {
  await publishVersion(database, shop.brandId, plainProgram(), "2026-03-01")
  const before = await read()
  expect(before).toMatchObject({ differs: false, draft: { revision: 0 }, live: { version: 1 } })

  const settings = { ...before.draft.settings, name: "Circle" }
  const saved = await save(settings, 0)
  expect(saved.refusals).toEqual([])
  expect(saved.program).toMatchObject({
    differs: true,
    draft: { revision: 1, settings: { name: "Circle" } },
    live: { settings: { name: "Rewards" } },
    changes: [{ code: "name-changed", params: { from: "Rewards", to: "Circle" } }],
  })

  const published = await publish(1)
  expect(published.program).toMatchObject({
    differs: false,
    draft: { revision: 0, settings: { name: "Circle" } },
    live: { version: 2, settings: { name: "Circle" }, publishedAt: admin.now.toISOString() },
    versions: [{ version: 2 }, { version: 1 }],
  })
  expect(admin.published).toContain(shop.brandId)
})

test("of two editors the second to save is told, and overwrites nothing", async () => {
  const { draft } = await read()
  const [first, second] = await Promise.all([
    save({ ...draft.settings, name: "One" }, 0),
    save({ ...draft.settings, name: "Two" }, 0),
  ])
  const refusals = [...first.refusals, ...second.refusals]
  expect(refusals).toEqual([{ code: "edited-meanwhile", field: null, limit: null }])
  const { draft: after } = await read()
  expect(after.revision).toBe(1)
  expect(after.settings.name).toBe(first.refusals.length ? "Two" : "One")
})

test("a setting that cannot be is refused by its field, with the bound it passed", async () => {
  const { draft } = await read()
  const settings = structuredClone(draft.settings)
  settings.name = " "
  settings.rewards[0].points = 0
  settings.rewards[0].amounts[0].amountMinor = null
  settings.earningRules[0].rates.push({ currency: "XYZ", points: 1.5, perAmountMinor: 100 })
  settings.points.lifeMonths = 121
  const { program, refusals } = await save(settings, 0)
  expect(program).toBeNull()
  const refusal = (code: string, field: string, limit: number | null = null) => ({
    code,
    field,
    limit,
  })
  expect(refusals).toEqual([
    refusal("empty", "name"),
    refusal("unknown-currency", "earningRules.0.rates.1.currency"),
    refusal("not-a-number", "earningRules.0.rates.1.points"),
    refusal("too-small", "rewards.0.points", 1),
    refusal("not-a-number", "rewards.0.amounts.0.amountMinor"),
    refusal("too-big", "points.lifeMonths", 120),
  ])
  expect((await read()).draft.revision).toBe(0)
})

test("two rates for one currency are refused, and so is a setting that we do not know", async () => {
  const { draft } = await read()
  const twice = structuredClone(draft.settings)
  twice.earningRules[0].rates.push(twice.earningRules[0].rates[0])
  expect((await save(twice, 0)).refusals).toEqual([
    { code: "currency-listed-twice", field: "earningRules.0.rates", limit: null },
  ])
  const stray = { ...draft.settings, discount: 100 }
  expect((await save(stray, 0)).refusals).toEqual([{ code: "malformed", field: "", limit: null }])
})

test("publishing refuses a draft that was edited since it was read", async () => {
  const { draft } = await read()
  await save({ ...draft.settings, name: "Circle" }, 0)
  expect((await publish(0)).refusals).toMatchObject([{ code: "edited-meanwhile" }])
  expect((await read()).live).toBeNull()
})

test("publishing the same again is refused, so that versions mean something", async () => {
  await publish(0)
  expect((await publish(0)).refusals).toMatchObject([{ code: "nothing-changed" }])
})

test("a programme that gives nothing for the shop's own currency cannot be published", async () => {
  const { draft } = await read()
  const settings = structuredClone(draft.settings)
  settings.earningRules[0].rates[0].currency = "EUR"
  await save(settings, 0)
  expect((await publish(1)).refusals).toEqual([
    { code: "no-rate-for-currency", field: "earningRules", limit: null },
  ])
})

test("a changed reward gets a revision of its own, an unchanged one keeps its codes, a removed one is retired", async () => {
  const reward = (id: string, name: string) => ({ ...plainProgram().rewards[0]!, id, name })
  const [a, b, c] = ["a", "b", "c"].map((letter) => `${letter}0000000-0000-4000-8000-000000000000`)
  const first = plainProgram({ rewards: [reward(a!, "A"), reward(b!, "B"), reward(c!, "C")] })
  await save(first, 0)
  await publish(1)
  await save({ ...first, rewards: [reward(a!, "A"), reward(b!, "B, dearer")] }, 0)
  await publish(1)
  const { rows } = await database.owner.query(
    `select settings->>'name' as name, revision, retired_at is null as live from rewards
     where brand_id = $1 order by reward_id, revision`,
    [shop.brandId],
  )
  expect(rows).toEqual([
    { name: "A", revision: 1, live: true },
    { name: "B", revision: 1, live: false },
    { name: "B, dearer", revision: 2, live: true },
    { name: "C", revision: 1, live: false },
  ])
})

test("a draft can be thrown away: what is live is edited next", async () => {
  await publishVersion(database, shop.brandId, plainProgram(), "2026-03-01")
  const { draft } = await read()
  await save({ ...draft.settings, name: "Circle" }, 0)
  const { discardDraft: discarded } = await admin.ask(shop.domain, discardDraft, { revision: 1 })
  expect(discarded.program).toMatchObject({
    differs: false,
    draft: { revision: 0, settings: { name: "Rewards" } },
  })
})

test("the audit log says who changed what", async () => {
  const { draft } = await read()
  await save({ ...draft.settings, name: "Circle" }, 0)
  await publish(1)
  const { rows } = await database.owner.query(
    "select actor, action, details from audit_log where brand_id = $1 order by audit_id",
    [shop.brandId],
  )
  const actor = `shopify:${shop.domain}:7`
  expect(rows).toEqual([
    { actor, action: "program-edited", details: { revision: 1 } },
    { actor, action: "program-published", details: { version: 1 } },
  ])
})

test("another shop's staff neither see nor change this brand's programme", async () => {
  await save({ ...(await read()).draft.settings, name: "Secret" }, 0)
  const mine = shop
  shop = await testBrand(database)
  expect((await read()).draft.settings.name).not.toBe("Secret")
  await save({ ...(await read()).draft.settings, name: "Theirs" }, 0)
  shop = mine
  expect((await read()).draft).toMatchObject({ revision: 1, settings: { name: "Secret" } })
})
