import type { DiscountNode } from "#web/sandbox/state/model.ts"

/** Whether a discount runs at this moment; a deactivated one has ended. */
export function discountStatus(
  discount: Pick<DiscountNode, "startsAt" | "endsAt">,
  now: Date,
): "ACTIVE" | "EXPIRED" | "SCHEDULED" {
  if (discount.endsAt && Date.parse(discount.endsAt) <= now.getTime()) return "EXPIRED"
  return Date.parse(discount.startsAt) > now.getTime() ? "SCHEDULED" : "ACTIVE"
}
