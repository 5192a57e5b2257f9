import type { RewardSettings } from "#web/core/rewards/reward.ts"
import { sealWith } from "#web/db/seal.ts"
import { orderChanged } from "#web/flows/order-changed.ts"
import { openRewardSpender, redeemReward } from "#web/flows/redeem-reward.ts"
import { verifyBooks } from "#web/ledger/verify.ts"
import { shopifyPlatform } from "#web/platforms/shopify/shopify-platform.ts"
import { plainProgram, publishVersion, testBrand } from "./brand.ts"
import { type TestDatabase, testDatabase } from "./database.ts"
import { line, order } from "./order.ts"
import { sandboxShop } from "./sandbox-shop.ts"

/**
 * A live brand whose one shop is the sandbox, with the dependencies that flows take: a database of its own, the real
 * adapter over HTTP, a pool of ten codes for each reward.
 */
export async function shopWorld() {
  const test: TestDatabase = await testDatabase()
  const sandbox = await sandboxShop({ timeoutMs: 1_000 })
  const shop = await testBrand(test, { domain: sandbox.deps.shopDomain })
  const program = plainProgram()
  await publishVersion(test, shop.brandId, program, "2026-01-01T00:00:00Z")
  const seal = sealWith(Buffer.alloc(32, 7))
  const now = () => new Date()
  const failures: unknown[] = []
  const deps = {
    db: test.db,
    seal,
    rewards: new Map(),
    programs: new Map(),
    spendOnReward: openRewardSpender({
      db: test.db,
      now,
      onFailure: (error) => void failures.push(error),
    }),
    digestOf: seal.digest,
    platformFor: () => shopifyPlatform({ ...sandbox.deps, patienceMs: 2_000 }),
    poolSize: 10,
    onUnissuedCodeUsed: () => {},
    now,
  }
  const reward: RewardSettings = program.rewards[0]!
  let orders = 5_000

  return {
    ...test,
    sandbox,
    shop,
    deps,
    reward,
    /** A new member with so many points, from one paid order. */
    async memberWith(points: number): Promise<string> {
      const orderId = String(++orders)
      const buyer = { ...order().buyer, customerId: orderId, email: `m${orderId}@example.com` }
      const placed = order({ orderId, buyer, lines: [line("1", points * 100)] })
      await test.db.acrossBrands((tx) => orderChanged(deps, tx, [{ shop, order: placed }]))
      const { rows } = await test.owner.query(
        "select member_id from member_identities where brand_id = $1 and value = $2",
        [shop.brandId, orderId],
      )
      return rows[0].member_id
    },
    async customerOf(memberId: string): Promise<string> {
      const { rows } = await test.owner.query(
        "select value from member_identities where kind = 'customer' and member_id = $1",
        [memberId],
      )
      return rows[0].value
    },
    async redeem(memberId: string, idempotencyKey: string = crypto.randomUUID()) {
      const customerId = await this.customerOf(memberId)
      return redeemReward(deps, { shop, customerId, rewardId: reward.id, idempotencyKey })
    },
    async balanceOf(memberId: string): Promise<number> {
      const { rows } = await test.owner.query(
        "select balance from balances where brand_id = $1 and member_id = $2",
        [shop.brandId, memberId],
      )
      return Number(rows[0]?.balance ?? 0)
    },
    async jobs(): Promise<string[]> {
      const { rows } = await test.owner.query(
        "select task_identifier from graphile_worker.jobs order by id",
      )
      return rows.map((row) => row.task_identifier)
    },
    /** Errors that a statement for many redemptions ended in. */
    failures,
    differences: () => verifyBooks(test.owner),
    async close() {
      await test.close()
      await sandbox.close()
    },
  }
}

export type ShopWorld = Awaited<ReturnType<typeof shopWorld>>
