import { plainProgram, publishVersion, testBrand } from "#tests/support/brand.ts"
import type { RewardSettings } from "#web/core/rewards/reward.ts"
import type { Shop } from "#web/core/shop.ts"
import type { TestApp } from "./app.ts"
import { orderBody } from "./shopify-order.ts"

export type FullBrand = {
  shop: Shop
  reward: RewardSettings
  customerId: string
  memberId: string
  redemptionId: string
  code: string
  /** Of the delivery that was set aside. */
  deliveryId: string
}

/**
 * A brand with a row in every table: an order that earned 250 points, a redemption of 100, codes in the pool, a
 * delivery set aside, a draft, a claim under way, an entry in the audit log.
 */
export async function fullBrand(app: TestApp, customerId: string): Promise<FullBrand> {
  const shop = await testBrand(app)
  const program = plainProgram()
  const reward = program.rewards[0]!
  await publishVersion(app, shop.brandId, program, "2026-01-15T00:00:00Z")
  await app.stock(shop, reward.id, 10)
  const lines = [{ id: "1", price: "250.00" }]
  await app.deliver(shop, "orders/paid", orderBody({ id: customerId, customerId, lines }))
  await app.deliver(shop, "orders/paid", "{")
  await app.drained()
  const { body } = await app.ask(shop, customerId, "/v1/redemptions", {
    rewardId: reward.id,
    idempotencyKey: `the key of ${customerId}`,
  })
  const { rows } = await app.owner.query(
    `select i.member_id as "memberId", (select delivery_id from inbox where brand_id = $1) as "deliveryId"
     from member_identities i where i.brand_id = $1`,
    [shop.brandId],
  )
  const { memberId, deliveryId } = rows[0]
  await app.owner.query(
    `insert into claim_codes (brand_id, member_id, guest_member_id, code_digest, sent_at, expires_at)
     values ($1, $2, $2, '\\x01', '2026-04-01', '2026-04-02')`,
    [shop.brandId, memberId],
  )
  await app.owner.query(
    `insert into audit_log (brand_id, actor, action, subject, created_at)
     values ($1, 'staff 7', 'looked', 'nothing', '2026-04-01')`,
    [shop.brandId],
  )
  const { id, code } = body.redemption
  return { shop, reward, customerId, memberId, redemptionId: id, code, deliveryId }
}
