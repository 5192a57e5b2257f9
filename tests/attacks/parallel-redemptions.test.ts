import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type HttpAnswer, type TestApp, testApp } from "#tests/support/app.ts"
import { plainProgram, publishVersion, testBrand } from "#tests/support/brand.ts"
import { type BodyOrder, orderBody } from "#tests/support/shopify-order.ts"
import type { Shop } from "#web/core/shop.ts"
import { verifyBooks } from "#web/ledger/verify.ts"

const program = plainProgram()
const reward = program.rewards[0]!

let app: TestApp
let shop: Shop

beforeAll(async () => {
  app = await testApp()
  shop = await testBrand(app)
  await publishVersion(app, shop.brandId, program, "2026-01-15T00:00:00Z")
  await app.stock(shop, reward.id, 500)
})
afterAll(async () => {
  expect(await verifyBooks(app.owner)).toEqual([])
  expect(app.failures).toEqual([])
  await app.close()
})

async function buy(customerId: string, price: string, changes: Partial<BodyOrder> = {}) {
  const order = { id: `1${customerId}`, customerId, lines: [{ id: "1", price }], ...changes }
  const { status } = await app.deliver(shop, "orders/updated", orderBody(order))
  expect(status).toBe(200)
}

const redeem = (customerId: string, idempotencyKey: string) =>
  app.ask(shop, customerId, "/v1/redemptions", { rewardId: reward.id, idempotencyKey })

const many = <T>(count: number, make: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)))

/** Opens every connection of the pools first: a cold pool lets requests through one by one. */
const warm = () => many(64, () => app.ask(shop, "1", "/v1/me"))

function outcomes(answers: HttpAnswer[]) {
  return {
    won: answers.filter(({ status }) => status === 201),
    refused: answers.filter(
      ({ status, body }) => status === 409 && body.error.code === "not-enough-points",
    ),
  }
}

async function redemptionsOf(customerId: string): Promise<number> {
  const { rows } = await app.owner.query(
    `select count(*)::int as count from redemptions join member_identities i using (brand_id, member_id)
     where i.kind = 'customer' and i.shop_id = $1 and i.value = $2`,
    [shop.shopId, customerId],
  )
  return rows[0].count
}

describe("many redemptions at once of a balance that is enough for one", () => {
  it.each([
    ["50 of 100 points", "601", "100.00", 50],
    ["64 of 199 points", "602", "199.99", 64],
  ])("%s: exactly one succeeds, with one code", async (_title, customerId, price, count) => {
    await buy(customerId, price)
    await app.drained()
    await warm()
    const answers = await many(count, (index) => redeem(customerId, `attempt ${index}`))
    const { won, refused } = outcomes(answers)
    expect([won.length, refused.length]).toEqual([1, count - 1])
    expect(won[0]!.body.redemption).toMatchObject({ status: "issued", points: 100 })
    expect(await redemptionsOf(customerId)).toBe(1)
    expect(await app.balanceOf(shop, customerId)).toBe(Math.floor(Number(price)) - 100)
  })

  it("gives each of ten winners a code of their own when it is enough for ten", async () => {
    await buy("603", "1050.00")
    await app.drained()
    await warm()
    const { won, refused } = outcomes(await many(64, (index) => redeem("603", `attempt ${index}`)))
    expect([won.length, refused.length]).toEqual([10, 54])
    expect(new Set(won.map(({ body }) => body.redemption.code)).size).toBe(10)
    expect(await app.balanceOf(shop, "603")).toBe(50)
  })
})

describe("fifty orders at once of one member", () => {
  it("that earn 10 points each all count", async () => {
    await warm()
    await many(50, (index) => buy("610", "10.00", { id: `2${index}` }))
    await app.drained()
    expect(await app.balanceOf(shop, "610")).toBe(500)
  })

  it("of a customer who was never seen make one member", async () => {
    await many(50, (index) => buy("611", "10.00", { id: `3${index}` }))
    await app.drained()
    const { rows } = await app.owner.query(
      `select count(distinct member_id)::int as members from orders
       where shop_id = $1 and order_id between 300 and 350 or order_id between 30 and 39`,
      [shop.shopId],
    )
    expect(rows[0].members).toBe(1)
    expect(await app.balanceOf(shop, "611")).toBe(500)
  })
})

describe("a redemption while the order is refunded", () => {
  it("either comes first and leaves a debt, or finds no points: never both, never neither", async () => {
    const customers = Array.from({ length: 40 }, (_, index) => String(700 + index))
    await Promise.all(customers.map((customerId) => buy(customerId, "100.00")))
    await app.drained()
    await warm()
    const refund = (customerId: string) =>
      buy(customerId, "100.00", {
        status: "refunded",
        updatedAt: new Date("2026-03-02T00:00:00Z"),
        refunds: [{ id: "1", lines: [{ lineId: "1", subtotal: "100.00" }] }],
      })
    const answers = await Promise.all(
      customers.map(async (customerId, index) => {
        const [answer] = await Promise.all([
          redeem(customerId, "one only"),
          later(index, customerId),
        ])
        return answer
      }),
    )
    await app.drained()
    function later(index: number, customerId: string) {
      return new Promise((done) => setTimeout(done, (index % 8) * 4)).then(() => refund(customerId))
    }
    for (const [index, { status }] of answers.entries()) {
      const balance = await app.balanceOf(shop, customers[index]!)
      expect([status, balance]).toEqual(status === 201 ? [201, -100] : [409, 0])
    }
  })

  it("shows the debt in words of its own and never a minus sign, and takes no more", async () => {
    await buy("750", "100.00")
    await app.drained()
    expect((await redeem("750", "before the refund")).status).toBe(201)
    await buy("750", "100.00", {
      cancelledAt: new Date("2026-03-02"),
      updatedAt: new Date("2026-03-02"),
    })
    await app.drained()
    const { body } = await app.ask(shop, "750", "/v1/me")
    expect(body.member).toMatchObject({ points: 0, owedPoints: 100 })
    expect((await redeem("750", "after the refund")).status).toBe(409)
  })
})
