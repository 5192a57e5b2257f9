import { minorOf } from "#web/sandbox/commerce/money.ts"
import type { Order } from "#web/sandbox/state/model.ts"
import { money } from "./money.ts"

export function discountApplicationObject(order: Order, index: number) {
  const application = order.discountApplications[index]!
  const fixed = application.valueKind === "fixed_amount"
  return {
    __typename: "DiscountCodeApplication",
    code: application.code,
    index,
    allocationMethod: application.allocationMethod.toUpperCase(),
    targetSelection: application.selection.toUpperCase(),
    targetType: "LINE_ITEM",
    value: fixed
      ? money(minorOf(application.value, order.currency) ?? 0, order.currency)
      : { __typename: "PricingPercentageValue", percentage: Number(application.value) },
  }
}
