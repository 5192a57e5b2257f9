import { afterAll, beforeAll, expect, it } from "vitest"
import { stockCodes } from "#tests/support/code-pool.ts"
import { type ShopWorld, shopWorld } from "#tests/support/shop-world.ts"
import { reviseRewards } from "#web/db/revise-rewards.ts"
import { readShopperDetails } from "#web/ledger/read-shopper-details.ts"

let world: ShopWorld
beforeAll(async () => {
  world = await shopWorld()
})
afterAll(() => world.close())

it("a code keeps the name and terms of the reward as it was redeemed, and its key its redemption", async () => {
  const { brandId } = world.shop
  await stockCodes(world.owner, world.deps.seal, world.shop, world.reward.id, 5)
  const ada = await world.memberWith(300)
  const first = await world.redeem(ada, "the-first-click")
  const dearer = {
    ...world.reward,
    name: "$6 off",
    amounts: [{ currency: "USD", amountMinor: 600, minimumSpendMinor: 5_000 }],
  }
  await world.db.withBrand(brandId, (tx) => reviseRewards(tx, brandId, [dearer], new Date()))
  world.deps.rewards.clear()
  await world.redeem(ada)
  const { redemptions, history } = await readShopperDetails(world.db, brandId, ada, new Date())
  expect(redemptions.map((one) => one.reward.name)).toEqual(["$6 off", "$5 off"])
  expect(history.map((entry) => entry.reason.params.reward)).toEqual([
    "$6 off",
    "$5 off",
    undefined,
  ])
  await world.db.withBrand(brandId, (tx) => reviseRewards(tx, brandId, [], new Date()))
  world.deps.rewards.clear()
  const again = await world.redeem(ada, "the-first-click")
  if (!first.ok) throw new Error(first.reason)
  expect(again).toMatchObject({ ok: true, redemption: { id: first.redemption.id } })
  expect(await world.redeem(ada, "another-click")).toEqual({ ok: false, reason: "unknown-reward" })
})
