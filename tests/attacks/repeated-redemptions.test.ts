import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type HttpAnswer, type TestApp, testApp } from "#tests/support/app.ts"
import { plainProgram, publishVersion, testBrand } from "#tests/support/brand.ts"
import { orderBody } from "#tests/support/shopify-order.ts"
import type { Shop } from "#web/core/shop.ts"
import { verifyBooks } from "#web/ledger/verify.ts"

const program = plainProgram()
const [five] = program.rewards
const ten = { ...five!, id: "7a1c1c3e-3f5a-4c55-9d5e-0a1b2c3d4e60", name: "$10 off", points: 200 }
program.rewards.push(ten)

let app: TestApp
let shop: Shop
let customers = 500
let customerId: string

beforeAll(async () => {
  app = await testApp()
  shop = await testBrand(app)
  await publishVersion(app, shop.brandId, program, "2026-01-15T00:00:00Z")
  for (const { id } of program.rewards) await app.stock(shop, id, 100)
})

/** Each test has a shopper with 250 points. */
beforeEach(async () => {
  customerId = String(++customers)
  const lines = [{ id: "1", price: "250.00" }]
  await app.deliver(shop, "orders/paid", orderBody({ id: `1${customerId}`, customerId, lines }))
  await app.drained()
})
afterAll(async () => {
  expect(await verifyBooks(app.owner)).toEqual([])
  expect(app.failures).toEqual([])
  await app.close()
})

const redeem = (idempotencyKey: string, rewardId = five!.id, as = customerId) =>
  app.ask(shop, as, "/v1/redemptions", { rewardId, idempotencyKey })

/** The different codes among the answers. */
const codes = (answers: HttpAnswer[]) =>
  new Set(answers.map(({ body }) => body.redemption?.code ?? body.error?.code))

describe("a redemption", () => {
  it("asked for again with its key gives the same code and takes no more points", async () => {
    const first = await redeem("the same key")
    expect(first).toMatchObject({ status: 201, body: { member: { points: 150 } } })
    const again = await redeem("the same key")
    expect(again).toMatchObject({ status: 201, body: { redemption: first.body.redemption } })
    expect(again.body.member.points).toBe(150)
    expect(await app.balanceOf(shop, customerId)).toBe(150)
  })

  it("asked for twenty times at once with one key is one", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => redeem("all at once")))
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201))
    expect(codes(answers).size).toBe(1)
    expect(await app.balanceOf(shop, customerId)).toBe(150)
  })

  it("asked for again when the points are gone still gives its code", async () => {
    const first = await redeem("before the last points")
    await redeem("the last hundred")
    const answers = await Promise.all([1, 2, 3].map(() => redeem("before the last points")))
    expect(codes(answers)).toEqual(new Set([first.body.redemption.code]))
    expect(await app.balanceOf(shop, customerId)).toBe(50)
  })

  it("is refused when its key was used for another reward", async () => {
    await redeem("a key of one reward")
    const other = await redeem("a key of one reward", ten.id)
    expect(other).toMatchObject({ status: 409, body: { error: { code: "key-reused" } } })
    expect(await app.balanceOf(shop, customerId)).toBe(150)
  })

  it("of one shopper is not given to another who sends the same key", async () => {
    const mine = await redeem("a key that two send")
    const [before] = [customerId]
    const other = String(++customers)
    const lines = [{ id: "1", price: "250.00" }]
    await app.deliver(shop, "orders/paid", orderBody({ id: "199", customerId: other, lines }))
    await app.drained()
    const theirs = await redeem("a key that two send", five!.id, other)
    expect(theirs.body.redemption.code).not.toBe(mine.body.redemption.code)
    expect(await app.balanceOf(shop, before)).toBe(150)
    expect(await app.balanceOf(shop, other)).toBe(150)
  })

  it("needs a key, a reward and nothing else", async () => {
    const bad: object[] = [
      {},
      { rewardId: five!.id },
      { rewardId: five!.id, idempotencyKey: "short" },
      { rewardId: five!.id, idempotencyKey: "x".repeat(129) },
      { rewardId: five!.id, idempotencyKey: 12345678 },
      { rewardId: "five dollars", idempotencyKey: "12345678" },
      { rewardId: five!.id, idempotencyKey: "12345678", points: 1 },
      { rewardId: five!.id, idempotencyKey: "12345678", memberId: "1" },
      { rewardId: five!.id, idempotencyKey: "12345678", amountMinor: 50_000 },
      { rewardId: [five!.id], idempotencyKey: "12345678" },
    ]
    for (const body of bad) {
      const answer = await app.ask(shop, customerId, "/v1/redemptions", body)
      expect(answer, JSON.stringify(body)).toMatchObject({ status: 422 })
    }
    expect(await app.balanceOf(shop, customerId)).toBe(250)
  })

  it("may bear a key of any characters that a database can keep", async () => {
    const answers = [await redeem("ключ-键-🔑🔑🔑"), await redeem("' or '1'='1")]
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    for (const key of ["half \ud83d a pair of it", "nul \u0000 inside", "a line\nbreak"]) {
      expect((await redeem(key)).status, JSON.stringify(key)).toBe(422)
    }
  })
})
