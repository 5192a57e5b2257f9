import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { line, order } from "#tests/support/order.ts"
import { type ShopWorld, shopWorld } from "#tests/support/shop-world.ts"
import type { OrderSnapshot } from "#web/core/orders/order-snapshot.ts"
import { adjustPoints } from "#web/flows/adjust-points.ts"
import { confirmClaim, sendClaimCode } from "#web/flows/claim-points.ts"
import { customerChanged } from "#web/flows/customer-changed.ts"
import { orderChanged } from "#web/flows/order-changed.ts"
import { readShopperDetails } from "#web/ledger/read-shopper-details.ts"

const days = 86_400_000

let world: ShopWorld
let ids = 20_000
let code = ""
const mail = {
  sendClaimCode: async (_to: string, sent: string) => {
    code = sent
  },
}

beforeAll(async () => {
  world = await shopWorld()
})
afterAll(async () => {
  expect(await world.differences()).toEqual([])
  await world.close()
})

describe("points that waited too long", () => {
  it("do not show as waiting and are not claimed, and a refund of their order costs the member nothing", async () => {
    const email = "old@example.com"
    const old = guestOrder(email, 80, new Date(Date.now() - 100 * days))
    const recent = guestOrder(email, 50, new Date(Date.now() - 10 * days))
    await tell(old, recent)
    const memberId = await signUp(email)
    expect(await waitingOf(memberId)).toBe(50)
    expect(await claim(memberId)).toMatchObject({ claimedPoints: 50, balance: 50 })
    await tell(refunded(old))
    expect(await world.balanceOf(memberId)).toBe(50)
    await tell(refunded(recent))
    expect(await world.balanceOf(memberId)).toBe(0)
  })

  it("alone are nothing to send a code for", async () => {
    const email = "older@example.com"
    await tell(guestOrder(email, 80, new Date(Date.now() - 100 * days)))
    const memberId = await signUp(email)
    expect(await waitingOf(memberId)).toBe(0)
    expect(await send(memberId)).toEqual({ ok: false, reason: "nothing-waits" })
  })
})

describe("a guest to whom staff gave points", () => {
  it("takes them along into the account", async () => {
    const email = "gift@example.com"
    await tell(guestOrder(email, 20))
    const guestId = await idOf("email", email)
    const staff = { brandId: world.shop.brandId, actor: "a test", shop: world.shop }
    const gift = { memberId: guestId, points: 70, note: "sorry", idempotencyKey: "sorry-about-it" }
    expect(await adjustPoints(world.deps, staff, gift)).toEqual({ ok: true })
    const memberId = await signUp(email)
    expect(await claim(memberId)).toMatchObject({ claimedPoints: 90, balance: 90 })
    expect(await world.balanceOf(guestId)).toBe(0)
  })
})

describe("an email that a member has proven", () => {
  it("shows and gives nothing of that member's to another account with the same email", async () => {
    const email = "shared@example.com"
    await tell(guestOrder(email, 60))
    const ada = await signUp(email)
    expect(await claim(ada)).toMatchObject({ claimedPoints: 60 })
    const twin = await signUp(email)
    expect(await waitingOf(twin)).toBe(0)
    expect(await send(twin)).toEqual({ ok: false, reason: "nothing-waits" })
    expect(await world.balanceOf(ada)).toBe(60)
  })
})

describe("an order that is settled while its guest claims", () => {
  it("is the member's too, whichever comes first", async () => {
    for (let round = 0; round < 25; round++) {
      const email = `race${round}@example.com`
      await tell(guestOrder(email, 10))
      const memberId = await signUp(email)
      await send(memberId)
      const late = guestOrder(email, 30)
      await Promise.all([confirm(memberId), tell(late)])
      await tell(refunded(late, 10))
      expect(await world.balanceOf(memberId), `round ${round}`).toBe(20)
    }
  })

  it("never makes the claim fail, though both write the same orders and balances", async () => {
    const before = await deadlocks()
    for (let round = 0; round < 25; round++) {
      const email = `both${round}@example.com`
      const placed = Array.from({ length: 8 }, () => guestOrder(email, 10))
      await tell(...placed)
      const memberId = await signUp(email)
      await send(memberId)
      const changes = placed.map((one) => refunded(one, 5))
      const [claimed] = await Promise.all([confirm(memberId), tell(...changes)])
      expect(claimed.ok).toBe(true)
      expect(await world.balanceOf(memberId)).toBe(40)
    }
    expect(await deadlocks()).toBe(before)
  })
})

function guestOrder(email: string, points: number, placedAt = new Date()): OrderSnapshot {
  const orderId = String(++ids)
  const buyer = { ...order().buyer, customerId: null, hasAccount: false, email }
  return order({
    orderId,
    buyer,
    placedAt,
    modifiedAt: placedAt,
    lines: [line("1", points * 100)],
  })
}

function refunded(placed: OrderSnapshot, points = 0): OrderSnapshot {
  const modifiedAt = new Date(placed.modifiedAt.getTime() + 60_000)
  return { ...placed, modifiedAt, hasRefund: true, lines: [line("1", points * 100)] }
}

async function tell(...orders: OrderSnapshot[]): Promise<void> {
  const changes = orders.map((one) => ({ shop: world.shop, order: one }))
  await world.db.acrossBrands((tx) => orderChanged(world.deps, tx, changes))
}

/** Opens an account with the email; the member's id. */
async function signUp(email: string): Promise<string> {
  const customerId = String(++ids)
  const customer = { ...order().buyer, customerId, hasAccount: true, email, modifiedAt: null }
  const event = { kind: "customer", customer } as const
  await world.db.acrossBrands((tx) =>
    customerChanged(tx, [{ shop: world.shop, event }], new Date()),
  )
  return idOf("customer", customerId)
}

async function idOf(kind: string, value: string): Promise<string> {
  const { rows } = await world.owner.query(
    "select member_id from member_identities where kind = $1 and value = $2",
    [kind, value],
  )
  return rows[0].member_id
}

function send(memberId: string) {
  return sendClaimCode({ ...world.deps, mail }, world.shop, memberId)
}

function confirm(memberId: string) {
  return confirmClaim({ ...world.deps, mail }, world.shop, memberId, code)
}

async function claim(memberId: string) {
  expect(await send(memberId)).toEqual({ ok: true })
  return confirm(memberId)
}

async function waitingOf(memberId: string): Promise<number> {
  const details = await readShopperDetails(world.db, world.shop.brandId, memberId, new Date())
  return details.waitingPoints
}

async function deadlocks(): Promise<number> {
  const { rows } = await world.owner.query(
    "select deadlocks::int from pg_stat_database where datname = current_database()",
  )
  return rows[0].deadlocks
}
