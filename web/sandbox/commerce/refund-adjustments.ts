import type { SandboxContext } from "#web/sandbox/context.ts"
import type { OrderAdjustment } from "#web/sandbox/state/model.ts"
import type { OrderTotals } from "./order-totals.ts"

/**
 * How Shopify books that what was taken back and what was paid back differ; `totals` are those
 * before the refund. Paid back nothing yet: a pair that cancels out, since the money is still owed.
 * Paid back what was owed from an earlier edit: nothing. Else the difference, negative when more
 * was given back.
 */
export function refundAdjustments(
  context: SandboxContext,
  worthMinor: number,
  amountMinor: number,
  totals: OrderTotals,
): OrderAdjustment[] {
  if (totals.paidMinor === 0) return []
  const adjustment = (amount: number, reason: string): OrderAdjustment => ({
    id: context.root.nextId(),
    kind: "refund_discrepancy",
    reason,
    amountMinor: amount,
    taxMinor: 0,
  })
  if (amountMinor === 0 && worthMinor > 0) {
    return [
      adjustment(worthMinor, "Refund discrepancy"),
      adjustment(-worthMinor, "Pending refund discrepancy"),
    ]
  }
  const owedMinor = Math.max(0, -totals.outstandingMinor)
  const settledMinor = Math.min(owedMinor, Math.max(0, amountMinor - worthMinor))
  const differenceMinor = worthMinor + settledMinor - amountMinor
  return differenceMinor === 0 ? [] : [adjustment(differenceMinor, "Refund discrepancy")]
}
