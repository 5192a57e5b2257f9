import { randomUUID } from "node:crypto"
import type { Shop } from "#web/core/shop.ts"
import { sealWith } from "#web/db/seal.ts"
import { memberJoined } from "#web/flows/member-joined.ts"
import { rewardSpender, type SpendOnReward } from "#web/ledger/spend-on-reward.ts"
import { plainProgram, publishVersion, testBrand } from "./brand.ts"
import { stockCodes } from "./code-pool.ts"
import { testDatabase } from "./database.ts"

const now = () => new Date("2026-04-01T00:00:00Z")

/** Two brands with the same two rewards, and a ledger to redeem them in. */
export async function spendingWorld() {
  const test = await testDatabase()
  const reward = plainProgram().rewards[0]!
  const bigReward = { ...reward, id: randomUUID(), name: "$10 off", points: 200 }
  const program = plainProgram({ rewards: [reward, bigReward] })
  const shop = await testBrand(test)
  const otherShop = await testBrand(test)
  for (const { brandId } of [shop, otherShop]) {
    await publishVersion(test, brandId, program, "2026-01-01T00:00:00Z")
  }
  const failures: unknown[] = []
  const open = () =>
    rewardSpender({ db: test.db, now, onFailure: (error) => void failures.push(error) })
  const spend = open()
  const seal = sealWith(Buffer.alloc(32, 7))
  let customers = 500

  /** A member without any points. */
  async function newcomer(at: Shop = shop) {
    const customerId = String(++customers)
    return { customerId, memberId: await memberJoined({ db: test.db, now }, at, customerId) }
  }

  return {
    ...test,
    shop,
    otherShop,
    reward,
    bigReward,
    /** Errors that a statement for many redemptions ended in. */
    failures,
    /** Another process's way to the same ledger. */
    open,
    newcomer,
    /** Lays so many codes ready for each reward, and no others. */
    async stock(count: number, at: Shop = shop): Promise<void> {
      await test.owner.query("delete from pool_codes where brand_id = $1", [at.brandId])
      for (const { id } of program.rewards) await stockCodes(test.owner, seal, at, id, count)
    },
    /** A member with so many points, by an entry of staff's. */
    async customerWith(points: number, at: Shop = shop): Promise<string> {
      const { customerId, memberId } = await newcomer(at)
      await test.owner.query(
        `with entry as (
           insert into entries (brand_id, shop_id, source_id, member_id, points, occurred_at, created_at, source, kind,
             revision) values ($1, 0, $2, $2, $3, now(), now(), 'adjustment', 'adjusted', 1))
         insert into balances (brand_id, member_id, balance) values ($1, $2, $3)`,
        [at.brandId, memberId, points],
      )
      return customerId
    },
    /** Redeems; what is asked for in one turn of the event loop is written together. */
    ask(customerId: string, options: Wish = {}): ReturnType<SpendOnReward> {
      const { key = randomUUID(), at = shop, wanted = reward, through = spend } = options
      return through({
        brandId: at.brandId,
        shopId: at.shopId,
        customerId,
        rewardId: wanted.id,
        revision: 1,
        points: wanted.points,
        amountMinor: 500,
        currency: "USD",
        idempotencyKey: key,
        redemptionId: randomUUID(),
      })
    },
  }
}

type Wish = {
  key?: string
  at?: Shop
  wanted?: { id: string; points: number }
  through?: SpendOnReward
}

/** A word for each: the redemption's status, or why it was refused. */
export async function outcomes(asked: ReturnType<SpendOnReward>[]): Promise<string[]> {
  const answers = await Promise.all(asked)
  return answers.map((answer) => (answer.ok ? answer.status : answer.reason))
}

export type SpendingWorld = Awaited<ReturnType<typeof spendingWorld>>
