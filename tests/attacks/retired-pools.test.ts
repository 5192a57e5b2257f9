import { afterAll, beforeAll, expect, it } from "vitest"
import { plainProgram } from "#tests/support/brand.ts"
import { redeemOne } from "#tests/support/redeem-one.ts"
import { type ShopWorld, shopWorld } from "#tests/support/shop-world.ts"
import { refillCodePools } from "#web/flows/refill-code-pool.ts"
import { PlatformError } from "#web/platforms/platform.ts"

let world: ShopWorld

beforeAll(async () => {
  world = await shopWorld()
  // The sandbox's first answer, with its schema to read, may be late.
  await refillCodePools(world.deps, world.shop).catch(() => {})
  await refillCodePools(world.deps, world.shop)
})
afterAll(async () => {
  expect(await world.differences()).toEqual([])
  await world.close()
})

it("a code that is being redeemed while its reward is retired is given out alive", async () => {
  const { brandId } = world.shop
  const customerId = await world.customerOf(await world.memberWith(100))
  let emptied: Promise<void> | undefined
  await world.db.withBrand(brandId, async (tx) => {
    await tx.query(redeemOne({ ...world, customerId }, "while-retiring"))
    await world.owner.query("update rewards set retired_at = now()")
    emptied = refillCodePools(world.deps, world.shop)
    await new Promise((done) => setTimeout(done, 500))
  })
  await emptied
  const { rows } = await world.owner.query("select code_sealed from redemptions")
  const code = world.deps.seal.open(rows[0].code_sealed)
  expect(await world.deps.platformFor().codeState(code)).toBe("unused")
  const left = await world.owner.query("select from pool_codes")
  expect(left.rowCount).toBe(0)
})

it("one reward whose codes the platform refuses keeps no other from its own", async () => {
  const { brandId } = world.shop
  const [refused] = plainProgram().rewards
  const rewards = [refused!, ...Array.from({ length: 3 }, () => plainProgram().rewards[0]!)]
  for (const reward of rewards) {
    await world.owner.query(
      `insert into rewards (brand_id, reward_id, revision, settings, created_at) values ($1, $2, 1, $3, now())`,
      [brandId, reward.id, { ...reward, name: reward === refused ? "Refused" : "Fine" }],
    )
  }
  const platform = world.deps.platformFor()
  const partly: typeof platform = {
    ...platform,
    createDiscount: (offer, code) =>
      offer.title.includes("Refused")
        ? Promise.reject(new PlatformError("refused", { retryable: false }))
        : platform.createDiscount(offer, code),
  }
  const refill = refillCodePools({ ...world.deps, platformFor: () => partly }, world.shop)
  await expect(refill).rejects.toMatchObject({ reason: "refused" })
  const { rows } = await world.owner.query(
    "select count(distinct reward_id)::int as pools from pool_codes where usable",
  )
  expect(rows[0].pools).toBe(3)
})
