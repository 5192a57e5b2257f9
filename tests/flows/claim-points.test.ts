import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { line, order } from "#tests/support/order.ts"
import { type ShopWorld, shopWorld } from "#tests/support/shop-world.ts"
import { confirmClaim, sendClaimCode } from "#web/flows/claim-points.ts"
import { customerChanged } from "#web/flows/customer-changed.ts"
import { orderChanged } from "#web/flows/order-changed.ts"

let world: ShopWorld
let mailed: { to: string; code: string }[] = []
const mail = {
  sendClaimCode: async (to: string, code: string) => void mailed.push({ to, code }),
}
let orders = 7_000

beforeAll(async () => {
  world = await shopWorld()
})
afterAll(async () => {
  expect(await world.differences()).toEqual([])
  await world.close()
})

describe("a guest who opens an account later", () => {
  it("gets what waited under the email with the code that was mailed there, and the tier's totals too", async () => {
    const { memberId, email } = await guestWith(80, "ada@example.com")
    expect(await sendClaimCode({ ...world.deps, mail }, world.shop, memberId)).toEqual({ ok: true })
    expect(mailed.at(-1)?.to).toBe(email)
    const claimed = await confirm(memberId, mailed.at(-1)!.code)
    expect(claimed).toEqual({ ok: true, claimedPoints: 80, balance: 80 })
    const { rows } = await world.owner.query(
      "select earned_points, order_count from balances where member_id = $1",
      [memberId],
    )
    expect(rows[0]).toEqual({ earned_points: "80", order_count: 1 })
  })

  it("loses by a later refund of the guest's order what that order gave", async () => {
    const { memberId, orderId, buyer } = await guestWith(80, "bo@example.com")
    await sendClaimCode({ ...world.deps, mail }, world.shop, memberId)
    await confirm(memberId, mailed.at(-1)!.code)
    const lines = [line("1", 3_000)]
    const modifiedAt = new Date("2026-03-05T00:00:00Z")
    await tell(order({ orderId, buyer, lines, hasRefund: true, modifiedAt }))
    expect(await world.balanceOf(memberId)).toBe(30)
  })

  it("is credited at once for the next order as a guest: the mailbox is proven", async () => {
    const { memberId, buyer } = await guestWith(10, "cy@example.com")
    await sendClaimCode({ ...world.deps, mail }, world.shop, memberId)
    await confirm(memberId, mailed.at(-1)!.code)
    await tell(order({ orderId: String(++orders), buyer, lines: [line("1", 500)] }))
    expect(await world.balanceOf(memberId)).toBe(15)
  })

  it("gets nothing with a wrong code, and none at all after five tries", async () => {
    const { memberId } = await guestWith(50, "di@example.com")
    await sendClaimCode({ ...world.deps, mail }, world.shop, memberId)
    const right = mailed.at(-1)!.code
    for (let tries = 0; tries < 5; tries++) {
      expect(await confirm(memberId, "00000000")).toEqual({ ok: false, reason: "wrong-code" })
    }
    expect(await confirm(memberId, right)).toEqual({ ok: false, reason: "too-many-tries" })
    expect(await world.balanceOf(memberId)).toBe(0)
  })

  it("cannot claim twice with two windows open", async () => {
    const { memberId } = await guestWith(50, "ed@example.com")
    await sendClaimCode({ ...world.deps, mail }, world.shop, memberId)
    const { code } = mailed.at(-1)!
    const both = await Promise.all([confirm(memberId, code), confirm(memberId, code)])
    expect(both.filter((claimed) => claimed.ok)).toHaveLength(1)
    expect(await world.balanceOf(memberId)).toBe(50)
  })

  it("is not mailed a second code within a minute", async () => {
    const { memberId } = await guestWith(50, "fay@example.com")
    await sendClaimCode({ ...world.deps, mail }, world.shop, memberId)
    mailed = []
    expect(await sendClaimCode({ ...world.deps, mail }, world.shop, memberId)).toEqual({
      ok: false,
      reason: "too-many-tries",
    })
    expect(mailed).toEqual([])
  })
})

function confirm(memberId: string, code: string) {
  return confirmClaim({ ...world.deps, mail }, world.shop, memberId, code)
}

function tell(placed: ReturnType<typeof order>) {
  const deps = world.deps
  return world.db.acrossBrands((tx) =>
    orderChanged(deps, tx, [{ shop: world.shop, order: placed }]),
  )
}

/** Somebody ordered as a guest and then opened an account with the same email. */
async function guestWith(points: number, email: string) {
  const orderId = String(++orders)
  const buyer = { ...order().buyer, customerId: orderId, hasAccount: false, email }
  const placedAt = new Date()
  await tell(
    order({
      orderId,
      buyer,
      placedAt,
      modifiedAt: new Date("2026-03-01T00:00:00Z"),
      lines: [line("1", points * 100)],
    }),
  )
  const customer = { ...buyer, customerId: orderId, hasAccount: true, modifiedAt: null }
  const event = { kind: "customer", customer } as const
  await world.db.acrossBrands((tx) =>
    customerChanged(tx, [{ shop: world.shop, event }], new Date()),
  )
  const { rows } = await world.owner.query(
    "select member_id from member_identities where kind = 'customer' and value = $1",
    [orderId],
  )
  return { memberId: rows[0].member_id as string, email, orderId, buyer }
}
