import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { plainProgram, publishVersion } from "#tests/support/brand.ts"
import { line, order } from "#tests/support/order.ts"
import { type ShopWorld, shopWorld } from "#tests/support/shop-world.ts"
import type { OrderSnapshot } from "#web/core/orders/order-snapshot.ts"
import { orderChanged } from "#web/flows/order-changed.ts"
import { refillCodePools } from "#web/flows/refill-code-pool.ts"
import { returnRedemption } from "#web/flows/return-redemption.ts"

let world: ShopWorld
let ids = 40_000

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

describe("a code handed back just after it was used, before the shop counted its use", () => {
  it("takes its points again when the order is heard of, once", async () => {
    const ada = await world.memberWith(100)
    const { id, code } = await redeem(ada)
    expect(await handBack(ada, id)).toMatchObject({ ok: true })
    expect(await world.balanceOf(ada)).toBe(100)
    const used = order({ orderId: String(++ids), lines: [line("1", 0)], codes: [code] })
    await tell(used)
    await tell(used, used)
    expect(await world.balanceOf(ada)).toBe(0)
    expect(await statusOf(id)).toBe("used")
    expect(await handBack(ada, id)).toEqual({ ok: false, reason: "code-already-used" })
  })

  it("leaves a debt when its points were spent meanwhile", async () => {
    const bo = await world.memberWith(100)
    const first = await redeem(bo)
    await handBack(bo, first.id)
    await redeem(bo)
    await tell(order({ orderId: String(++ids), lines: [line("1", 0)], codes: [first.code] }))
    expect(await world.balanceOf(bo)).toBe(-100)
  })

  it("meets the order that uses it without a deadlock", async () => {
    const before = await deadlocks()
    for (let round = 0; round < 15; round++) {
      const orderId = String(++ids)
      const buyer = { ...order().buyer, customerId: orderId }
      await tell(order({ orderId, buyer, lines: [line("1", 10_000)] }))
      const member = await memberOf(orderId)
      await refillCodePools(world.deps, world.shop)
      const { id, code } = await redeem(member)
      const using = order({ orderId: String(++ids), buyer, lines: [line("1", 500)], codes: [code] })
      await Promise.all([handBack(member, id), tell(using)])
      expect(await statusOf(id)).toBe("used")
      expect(await world.balanceOf(member)).toBe(5)
    }
    expect(await deadlocks()).toBe(before)
  })
})

describe("a code whose discount the merchant deleted", () => {
  it("is handed back for its points, as it is worth nothing", async () => {
    const cy = await world.memberWith(100)
    const { id } = await redeem(cy)
    const { store } = world.sandbox.context
    for (const discount of store.discounts.all()) store.discounts.delete(discount.id)
    await expect(refillAll()).rejects.toMatchObject({ reason: "discount-gone" })
    expect(await handBack(cy, id)).toMatchObject({ ok: true })
    expect(await world.balanceOf(cy)).toBe(100)
  })
})

describe("in a programme that forgives debts", () => {
  it("buying, redeeming, taking the money back and handing the code back gains nothing", async () => {
    const forgiving = plainProgram({
      rewards: [world.reward],
      points: { lifeMonths: null, debtLimit: 0 },
    })
    await publishVersion(world, world.shop.brandId, forgiving, "2026-02-01T00:00:00Z", 2)
    await world.owner.query("delete from pool_codes")
    await world.owner.query("update code_pools set discount_id = null")
    await refillCodePools(world.deps, world.shop)
    for (let round = 0; round < 3; round++) {
      const orderId = String(++ids)
      const buyer = { ...order().buyer, customerId: "farmer" }
      const bought = order({ orderId, buyer, lines: [line("1", 10_000)] })
      await tell(bought)
      const farmer = await memberOf("farmer")
      const { id } = await redeem(farmer)
      const modifiedAt = new Date(bought.modifiedAt.getTime() + 1_000)
      await tell({ ...bought, modifiedAt, hasRefund: true, lines: [line("1", 0)] })
      expect(await world.balanceOf(farmer)).toBe(0)
      await handBack(farmer, id)
      expect(await world.balanceOf(farmer)).toBe(0)
    }
  })
})

async function redeem(memberId: string): Promise<{ id: string; code: string }> {
  const redeemed = await world.redeem(memberId)
  if (!redeemed.ok) throw new Error(redeemed.reason)
  return { id: redeemed.redemption.id, code: redeemed.redemption.code! }
}

function handBack(memberId: string, redemptionId: string) {
  return returnRedemption(world.deps, { shop: world.shop, memberId, redemptionId })
}

async function tell(...orders: OrderSnapshot[]): Promise<void> {
  const changes = orders.map((one) => ({ shop: world.shop, order: one }))
  await world.db.acrossBrands((tx) => orderChanged(world.deps, tx, changes))
}

async function refillAll(): Promise<void> {
  await world.owner.query("delete from pool_codes")
  await refillCodePools(world.deps, world.shop)
}

async function memberOf(customerId: string): Promise<string> {
  const { rows } = await world.owner.query(
    "select member_id from member_identities where kind = 'customer' and value = $1",
    [customerId],
  )
  return rows[0].member_id
}

async function statusOf(redemptionId: string): Promise<string> {
  const { rows } = await world.owner.query(
    "select status from redemptions where redemption_id = $1",
    [redemptionId],
  )
  return rows[0].status
}

async function deadlocks(): Promise<number> {
  const { rows } = await world.owner.query(
    "select deadlocks::int from pg_stat_database where datname = current_database()",
  )
  return rows[0].deadlocks
}
