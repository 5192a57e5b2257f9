import { afterAll, beforeAll, beforeEach, expect, it } from "vitest"
import { type TestApp, testApp } from "#tests/support/app.ts"
import { testBrand } from "#tests/support/brand.ts"
import type { Shop } from "#web/core/shop.ts"

let app: TestApp
let shop: Shop

beforeAll(async () => {
  app = await testApp()
})
beforeEach(async () => {
  shop = await testBrand(app)
})
afterAll(async () => {
  expect(app.failures).toEqual([])
  await app.close()
})

const customer = (email: string, updated_at?: string) => ({
  id: 501,
  state: "enabled",
  first_name: "Zainab",
  last_name: "Shah",
  email,
  ...(updated_at ? { updated_at } : {}),
})

async function told(...bodies: object[]) {
  for (const body of bodies) {
    await app.deliver(shop, "customers/update", body)
    await app.drained()
  }
  const { rows } = await app.owner.query("select email from members where brand_id = $1", [
    shop.brandId,
  ])
  return rows
}

it("the newest word about a customer holds, however late an older one comes", async () => {
  const old = customer("old@example.com", "2026-03-01T10:00:00Z")
  const moved = customer("new@example.com", "2026-03-02T10:00:00Z")
  expect(await told(old, moved)).toEqual([{ email: "new@example.com" }])
  expect(await told(old)).toEqual([{ email: "new@example.com" }])
})

it("both words in one batch leave the newest, too", async () => {
  const bodies = [
    customer("first@example.com", "2026-03-01T10:00:00Z"),
    customer("last@example.com", "2026-03-03T10:00:00Z"),
    customer("middle@example.com", "2026-03-02T10:00:00Z"),
  ]
  await Promise.all(bodies.map((body) => app.deliver(shop, "customers/update", body)))
  await app.drained()
  expect(await told()).toEqual([{ email: "last@example.com" }])
})

it("a word without a time is believed as it comes", async () => {
  const dated = customer("dated@example.com", "2026-03-01T10:00:00Z")
  expect(await told(dated, customer("plain@example.com"))).toEqual([{ email: "plain@example.com" }])
})

it("what the shop leaves out is kept", async () => {
  const named = customer("zainab@example.com", "2026-03-01T10:00:00Z")
  const { email: _, ...nameless } = { ...named, updated_at: "2026-03-02T10:00:00Z" }
  expect(await told(named, nameless)).toEqual([{ email: "zainab@example.com" }])
})
