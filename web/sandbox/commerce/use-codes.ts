import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Order } from "#web/sandbox/state/model.ts"

/** Counts a new order's codes as used. A cancelled or refunded order does not give a use back. */
export function recordCodeUses(context: SandboxContext, order: Order): void {
  const { store } = context
  for (const application of order.discountApplications) {
    const redeemCode = store.redeemCodes.findOne("code", application.code.toLowerCase())
    if (!redeemCode) continue
    store.codeUses.put({
      id: `${redeemCode.id}:${order.id}`,
      codeId: redeemCode.id,
      orderId: order.id,
      customerId: order.customerId,
      email: order.email,
      usedAt: order.createdAt,
    })
    store.redeemCodes.put({ ...redeemCode, usageCount: redeemCode.usageCount + 1 })
    const discount = store.discounts.get(redeemCode.discountId)
    if (discount) store.discounts.put({ ...discount, usageCount: discount.usageCount + 1 })
  }
}
