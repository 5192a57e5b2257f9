import { discountStatus } from "#web/sandbox/commerce/discount-status.ts"
import type { DiscountNode, RedeemCode, Shop } from "#web/sandbox/state/model.ts"
import { gid } from "./json.ts"
import { shopTime } from "./shop-time.ts"

/** discounts/create and discounts/update. */
export function discountPayload(shop: Shop, discount: DiscountNode, now: Date) {
  return {
    admin_graphql_api_id: gid("DiscountCodeNode", discount.id),
    title: discount.title,
    status: discountStatus(discount, now),
    created_at: shopTime(discount.createdAt, shop.timeZone),
    updated_at: shopTime(discount.updatedAt, shop.timeZone),
  }
}

/** discounts/delete. */
export function discountDeletedPayload(shop: Shop, discount: DiscountNode, now: Date) {
  return {
    admin_graphql_api_id: gid("DiscountCodeNode", discount.id),
    deleted_at: shopTime(now.toISOString(), shop.timeZone),
  }
}

/** discounts/redeemcode_added and discounts/redeemcode_removed. */
export function redeemCodePayload(code: RedeemCode, now: Date) {
  return {
    admin_graphql_api_id: gid("DiscountCodeNode", code.discountId),
    redeem_code: { id: gid("DiscountRedeemCode", code.id), code: code.code },
    updated_at: now.toISOString(),
  }
}
