import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { outcomes, type SpendingWorld, spendingWorld } from "#tests/support/spending.ts"
import { verifyBooks } from "#web/ledger/verify.ts"

let world: SpendingWorld

beforeAll(async () => {
  world = await spendingWorld()
})
beforeEach(async () => {
  world.failures.length = 0
  await world.stock(100)
  await world.stock(100, world.otherShop)
})
afterAll(async () => {
  expect(await verifyBooks(world.owner)).toEqual([])
  await world.close()
})

describe("redemptions that are written together", () => {
  it("each get a code of their own, whatever brand they belong to", async () => {
    const mine = await Promise.all(Array.from({ length: 6 }, () => world.customerWith(100)))
    const theirs = await Promise.all(
      Array.from({ length: 6 }, () => world.customerWith(100, world.otherShop)),
    )
    const answers = await Promise.all([
      ...mine.map((customerId) => world.ask(customerId)),
      ...theirs.map((customerId) => world.ask(customerId, { at: world.otherShop })),
    ])
    const codes = answers.map((answer) => answer.ok && answer.codeSealed?.toString("hex"))
    expect(new Set(codes).size).toBe(12)
    expect(answers.map((answer) => answer.ok && answer.balance)).toEqual(Array(12).fill(0))
  })

  it("have one winner in each brand when many race for one balance there", async () => {
    const [mine, theirs] = [
      await world.customerWith(199),
      await world.customerWith(100, world.otherShop),
    ]
    const racers = Array.from({ length: 64 }, (_, place) =>
      place % 2 ? world.ask(mine) : world.ask(theirs, { at: world.otherShop }),
    )
    const raced = await outcomes(racers)
    for (const lane of [0, 1]) {
      const sorted = raced.filter((_, place) => place % 2 === lane).sort()
      expect(sorted).toEqual(["issued", ...Array(31).fill("not-enough-points")])
    }
  })

  it("of one member are given in the order they came, each if the points still suffice", async () => {
    const ada = await world.customerWith(350)
    const { reward, bigReward } = world
    const wishes = [bigReward, bigReward, reward, reward]
    expect(await outcomes(wishes.map((wanted) => world.ask(ada, { wanted })))).toEqual([
      "issued",
      "not-enough-points",
      "issued",
      "not-enough-points",
    ])
  })

  it("under one key are one, and the key is refused for another reward", async () => {
    const bo = await world.customerWith(1_000)
    const key = randomUUID()
    const asked = [
      world.ask(bo, { key }),
      world.ask(bo, { key }),
      world.ask(bo, { key, wanted: world.bigReward }),
      world.ask(bo, { key }),
      world.ask(bo),
    ]
    const answers = await Promise.all(asked)
    expect(await outcomes(asked)).toEqual(["issued", "issued", "key-reused", "issued", "issued"])
    const ids = answers.map((answer) => answer.ok && answer.redemptionId)
    expect([ids[1], ids[3]]).toEqual([ids[0], ids[0]])
    expect(ids[4]).not.toBe(ids[0])
    expect(answers.map((answer) => answer.ok && answer.isNew)).toEqual([
      true,
      false,
      false,
      false,
      true,
    ])
  })

  it("get what the pool has, and the rest wait for a code", async () => {
    await world.stock(3)
    const shoppers = await Promise.all(Array.from({ length: 5 }, () => world.customerWith(100)))
    const redeemed = await outcomes(shoppers.map((customerId) => world.ask(customerId)))
    expect(redeemed.sort()).toEqual(["issued", "issued", "issued", "reserved", "reserved"])
  })

  it("are refused one by one: a stranger, another brand's customer, an old reward, no points", async () => {
    const [rich, poor] = [await world.customerWith(500), await world.customerWith(99)]
    const theirs = await world.customerWith(500, world.otherShop)
    const gone = { ...world.reward, id: randomUUID() }
    const { customerId: newcomer } = await world.newcomer()
    const asked = [
      world.ask("1"),
      world.ask(theirs),
      world.ask(rich, { wanted: gone }),
      world.ask(poor),
      world.ask(newcomer),
      world.ask(newcomer, { wanted: gone }),
      world.ask(rich),
    ]
    expect(await outcomes(asked)).toEqual([
      "unknown-shopper",
      "unknown-shopper",
      "unknown-reward",
      "not-enough-points",
      "not-enough-points",
      "unknown-reward",
      "issued",
    ])
    expect(world.failures).toEqual([])
  })
})

describe("one redemption among others", () => {
  it("that breaks the statement breaks for itself alone", async () => {
    const shoppers = await Promise.all(Array.from({ length: 8 }, () => world.customerWith(100)))
    const asked = shoppers.map((customerId, place) =>
      world.ask(customerId, place === 3 ? { key: "short" } : {}),
    )
    const settled = await Promise.allSettled(asked)
    expect(settled.map(({ status }) => status)).toEqual(
      shoppers.map((_, place) => (place === 3 ? "rejected" : "fulfilled")),
    )
    const rest = asked.filter((_, place) => place !== 3)
    expect(await outcomes(rest)).toEqual(Array(7).fill("issued"))
    expect(world.failures).toHaveLength(1)
  })

  it("whose member is held elsewhere keeps nobody waiting, and is given when it can be", async () => {
    const [held, free] = [await world.customerWith(100), await world.customerWith(100)]
    const holder = await world.owner.connect()
    await holder.query("begin")
    await holder.query(
      `select from balances join member_identities using (brand_id, member_id)
       where kind = 'customer' and shop_id = $1 and value = $2 for update of balances`,
      [world.shop.shopId, held],
    )
    const waiting = [world.ask(held), world.ask(held)]
    expect(await outcomes([world.ask(free), world.ask(free)])).toEqual([
      "issued",
      "not-enough-points",
    ])
    const first = await Promise.race([...waiting, new Promise((done) => setTimeout(done, 100, 0))])
    expect(first).toBe(0)
    await holder.query("commit")
    holder.release()
    expect((await outcomes(waiting)).sort()).toEqual(["issued", "not-enough-points"])
  })

  it("of a member whom two processes serve is still given once", async () => {
    const beside = world.open()
    const cy = await world.customerWith(100)
    const here = Array.from({ length: 20 }, () => world.ask(cy))
    const there = Array.from({ length: 20 }, () => world.ask(cy, { through: beside }))
    const redeemed = (await outcomes([...here, ...there])).sort()
    expect(redeemed).toEqual(["issued", ...Array(39).fill("not-enough-points")])
    expect(world.failures).toEqual([])
  })
})
