import { afterAll, beforeAll, expect, it } from "vitest"
import { type TestApp, testApp } from "#tests/support/app.ts"
import { type FullBrand, fullBrand } from "#tests/support/full-brand.ts"
import { redeemOne } from "#tests/support/redeem-one.ts"

let app: TestApp
let brand: FullBrand

beforeAll(async () => {
  app = await testApp()
  brand = await fullBrand(app, "501")
})
afterAll(() => app.close())

it("a reward is never said to be gone because points come and go while it is redeemed", async () => {
  const { shop, memberId } = brand
  let over = false
  async function waver(): Promise<void> {
    const set = "update balances set balance = $1 where brand_id = $2 and member_id = $3"
    for (let turn = 0; !over; turn++) {
      await app.owner.query(set, [turn % 2 ? 100 : 99, shop.brandId, memberId])
    }
  }
  const outcomes = new Map<string, number>()
  async function redeemAgainAndAgain(worker: number): Promise<void> {
    for (let time = 0; time < 250; time++) {
      const attempt = redeemOne(brand, `attempt ${worker} ${time}`, { patient: time % 2 > 0 })
      const { rows } = await app.services.db.app.query(attempt)
      outcomes.set(rows[0].outcome, (outcomes.get(rows[0].outcome) ?? 0) + 1)
    }
  }
  const wavering = waver()
  await Promise.all([1, 2, 3, 4, 5, 6].map(redeemAgainAndAgain))
  over = true
  await wavering
  outcomes.delete("undecided") // somebody else held the balance: such a one asks again
  expect([...outcomes.keys()].sort()).toEqual(["done", "not-enough-points"])
})
