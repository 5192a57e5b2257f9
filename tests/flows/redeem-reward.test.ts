import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type ShopWorld, shopWorld } from "#tests/support/shop-world.ts"
import { issueCode } from "#web/flows/issue-code.ts"
import { refillCodePools } from "#web/flows/refill-code-pool.ts"
import { returnRedemption } from "#web/flows/return-redemption.ts"
import { PlatformError } from "#web/platforms/platform.ts"

let world: ShopWorld
beforeAll(async () => {
  world = await shopWorld()
})
afterAll(async () => {
  expect(await world.differences()).toEqual([])
  expect(world.failures).toEqual([])
  await world.close()
})

describe("with codes made ahead", () => {
  beforeAll(() => refillCodePools(world.deps, world.shop))

  it("a redemption takes the points and gives a code that works at the checkout", async () => {
    const ada = await world.memberWith(130)
    const redeemed = await world.redeem(ada)
    if (!redeemed.ok) throw new Error(redeemed.reason)
    expect(redeemed).toMatchObject({
      balance: 30,
      redemption: { status: "issued", points: 100, amountMinor: 500, currency: "USD" },
    })
    expect(await codeState(redeemed.redemption.code!)).toBe("unused")
  })

  it("the same key answers the same redemption, even fifty times at once", async () => {
    const bo = await world.memberWith(250)
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => world.redeem(bo, "one-click")),
    )
    const ids = new Set(answers.map((answer) => answer.ok && answer.redemption.id))
    expect(ids.size).toBe(1)
    expect(await world.balanceOf(bo)).toBe(150)
  })

  it("fifty at once with a balance for one: one succeeds, the rest are refused", async () => {
    const cy = await world.memberWith(100)
    const answers = await Promise.all(Array.from({ length: 50 }, () => world.redeem(cy)))
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.reason]))
    expect(new Set(refused)).toEqual(new Set(["not-enough-points"]))
    expect(await world.balanceOf(cy)).toBe(0)
  })

  it("a reward taken off the programme cannot be redeemed, however old the page is", async () => {
    const di = await world.memberWith(100)
    await world.redeem(di) // the live rewards are remembered now
    const poor = await world.memberWith(100)
    await world.owner.query("update rewards set retired_at = now() where brand_id = $1", [
      world.shop.brandId,
    ])
    expect(await world.redeem(poor)).toEqual({ ok: false, reason: "unknown-reward" })
    await world.owner.query("update rewards set retired_at = null where brand_id = $1", [
      world.shop.brandId,
    ])
    expect(await world.balanceOf(poor)).toBe(100)
  })

  it("an unused code can be handed back for its points, and then is worth nothing", async () => {
    const ed = await world.memberWith(100)
    const redeemed = await world.redeem(ed)
    if (!redeemed.ok) throw new Error(redeemed.reason)
    const request = { shop: world.shop, memberId: ed, redemptionId: redeemed.redemption.id }
    expect(await returnRedemption(world.deps, request)).toMatchObject({ ok: true })
    expect(await returnRedemption(world.deps, request)).toEqual({ ok: false, reason: "not-issued" })
    expect(await world.balanceOf(ed)).toBe(100)
    expect(await codeState(redeemed.redemption.code!)).toBe("absent")
  })

  it("nobody hands back what another member redeemed", async () => {
    const [fay, gus] = [await world.memberWith(100), await world.memberWith(100)]
    const redeemed = await world.redeem(fay)
    if (!redeemed.ok) throw new Error(redeemed.reason)
    const request = { shop: world.shop, memberId: gus, redemptionId: redeemed.redemption.id }
    expect(await returnRedemption(world.deps, request)).toEqual({
      ok: false,
      reason: "unknown-redemption",
    })
  })
})

describe("with an empty pool", () => {
  beforeAll(() => world.owner.query("delete from pool_codes"))

  it("the points are held, a job is asked for, and the code is made once however often it runs", async () => {
    const hal = await world.memberWith(100)
    const redeemed = await world.redeem(hal)
    if (!redeemed.ok) throw new Error(redeemed.reason)
    expect(redeemed).toMatchObject({ balance: 0, redemption: { status: "reserved", code: null } })
    expect(await world.jobs()).toContain("issue-code")
    const { id } = redeemed.redemption
    await Promise.all([
      issueCode(world.deps, world.shop, id),
      issueCode(world.deps, world.shop, id),
    ])
    await issueCode(world.deps, world.shop, id)
    expect(await codeState(world.deps.seal.codeFor(id))).toBe("unused")
    const again = await world.redeem(hal)
    expect(again).toEqual({ ok: false, reason: "not-enough-points" })
  })

  it("a platform that is away changes nothing yet: the job tries again", async () => {
    const ida = await world.memberWith(100)
    const redeemed = await world.redeem(ida)
    if (!redeemed.ok) throw new Error(redeemed.reason)
    await world.sandbox.control("/faults", { rate: 1, kind: "500" })
    const job = issueCode(world.deps, world.shop, redeemed.redemption.id)
    await expect(job).rejects.toMatchObject({ retryable: true })
    await world.sandbox.control("/faults", { rate: 0 })
    expect(await world.balanceOf(ida)).toBe(0)
    await issueCode(world.deps, world.shop, redeemed.redemption.id)
    expect(await codeState(world.deps.seal.codeFor(redeemed.redemption.id))).toBe("unused")
  })

  it("a platform that will never do it gives the points back, once", async () => {
    const joy = await world.memberWith(100)
    const redeemed = await world.redeem(joy)
    if (!redeemed.ok) throw new Error(redeemed.reason)
    const refusing = { ...world.deps, platformFor: () => refusingPlatform() }
    await issueCode(refusing, world.shop, redeemed.redemption.id)
    await issueCode(refusing, world.shop, redeemed.redemption.id)
    expect(await world.balanceOf(joy)).toBe(100)
  })
})

describe("the code pool", () => {
  it("is filled to its size, kept when it is full, and emptied when its reward is retired", async () => {
    await refillCodePools(world.deps, world.shop)
    await refillCodePools(world.deps, world.shop)
    expect(await pooled()).toBe(10)
    await world.owner.query("update rewards set retired_at = now() where brand_id = $1", [
      world.shop.brandId,
    ])
    await refillCodePools(world.deps, world.shop)
    expect(await pooled()).toBe(0)
    await world.owner.query(
      `insert into rewards select brand_id, reward_id, revision + 1, settings, created_at, null from rewards
       where brand_id = $1`,
      [world.shop.brandId],
    )
  })

  it("is made anew, with a discount of its own, when the merchant deleted ours", async () => {
    await refillCodePools(world.deps, world.shop)
    const { store } = world.sandbox.context
    for (const discount of store.discounts.all()) store.discounts.delete(discount.id)
    await world.owner.query("delete from pool_codes")
    const gone = refillCodePools(world.deps, world.shop)
    await expect(gone).rejects.toMatchObject({ reason: "discount-gone", retryable: true })
    await refillCodePools(world.deps, world.shop)
    expect(await pooled()).toBe(10)
    await world.owner.query("delete from pool_codes")
    await world.owner.query("update code_pools set discount_id = null")
  })

  it("that was cut short after the platform made the codes is finished without making more", async () => {
    await world.sandbox.control("/faults", {
      rate: 1,
      kind: "timeout-after-success",
      slowMs: 3_000,
    })
    await expect(refillCodePools(world.deps, world.shop)).rejects.toBeInstanceOf(PlatformError)
    await world.sandbox.control("/faults", { rate: 0 })
    await refillCodePools(world.deps, world.shop)
    expect(await pooled()).toBe(10)
    const { rows } = await world.owner.query(
      "select count(*)::int as unconfirmed from pool_codes where not usable",
    )
    expect(rows[0].unconfirmed).toBe(0)
  })
})

/** As the shop sees it. */
function codeState(code: string) {
  return world.deps.platformFor().codeState(code)
}

async function pooled(): Promise<number> {
  const { rows } = await world.owner.query(
    "select count(*)::int as usable from pool_codes where usable",
  )
  return rows[0].usable
}

/** A shop that answers, and says no for good. */
function refusingPlatform() {
  const platform = world.deps.platformFor()
  const refuse = () => Promise.reject(new PlatformError("refused", { retryable: false }))
  return { ...platform, createDiscount: refuse, addCodes: refuse }
}
