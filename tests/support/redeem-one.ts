import type { QueryConfig } from "pg"
import type { RewardSettings } from "#web/core/rewards/reward.ts"
import type { Shop } from "#web/core/shop.ts"

/** The statement that redeems for one shopper, as the ledger sends it for many: to be run under the app's role. */
export function redeemOne(
  wish: { shop: Shop; customerId: string; reward: RewardSettings },
  key: string,
  { patient } = { patient: true },
): QueryConfig {
  const { shop, customerId, reward } = wish
  return {
    text: `select outcome from redeem_rewards(array[$1::int], array[$2::int], array[$3], array[$4::uuid], array[1],
      array[100], array[500], array['USD'], array[$5], array[gen_random_uuid()], now(), $6)`,
    values: [shop.brandId, shop.shopId, customerId, reward.id, key, patient],
  }
}
