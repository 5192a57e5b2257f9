import { earn } from "./earning/earn.ts"
import type { OrderFacts } from "./facts.ts"
import { invariant } from "./invariant.ts"
import { addFractions, type Fraction, roundFraction, shareOut } from "./money.ts"
import { type EligibleLine, eligibleLines } from "./orders/eligible-lines.ts"
import type { OrderSnapshot } from "./orders/order-snapshot.ts"
import { type NoPointsReason, type SettledOrder, sumEligible } from "./orders/settled-order.ts"
import type { ProgramSettings } from "./program.ts"

const plainCounting = { countTax: false, countShipping: false }

/**
 * What an order is worth under the terms frozen with it, line by line. Pure and complete: from the same snapshot and
 * the same terms it always gives the same, so settling is nothing but posting the difference to what is posted.
 * The order is rounded once; its points are shared out over the lines by largest remainder.
 * `terms` null: the order was placed before the programme was live.
 */
export function settleOrder(order: OrderSnapshot, terms: ProgramSettings | null): SettledOrder {
  const lines = eligibleLines(order, terms?.orders ?? plainCounting)
  const refused = refusal(order, terms)
  if (refused || !terms) return worthNothing(order, lines, refused ?? "before-program")
  const worth = earn(terms.earningRules, order, lines)
  if (!worth) return worthNothing(order, lines, "no-rate-for-currency")
  return settled(order, lines, worth, terms)
}

/**
 * What an order that is kept is worth now that its buyer is known. Its lines tell what counts of them; points they have
 * none, since there was nobody to credit.
 */
export function settleForBuyer(
  kept: SettledOrder,
  order: OrderFacts,
  terms: ProgramSettings | null,
): SettledOrder {
  if (kept.reason !== "nobody-to-credit" || !terms) return kept
  const worth = earn(terms.earningRules, order, kept.lines)
  return worth ? settled(kept, kept.lines, worth, terms) : kept
}

function refusal(order: OrderSnapshot, terms: ProgramSettings | null): NoPointsReason | null {
  if (order.isTest) return "test-order"
  if (order.state !== "paid") return order.state
  if (!terms) return "before-program"
  if (order.isBusiness && !terms.orders.countBusiness) return "business-order"
  return null
}

function settled(
  order: Pick<OrderSnapshot, "state" | "modifiedAt">,
  lines: readonly EligibleLine[],
  worth: Fraction[],
  terms: ProgramSettings,
): SettledOrder {
  const total = worth.reduce(addFractions, { numerator: 0n, denominator: 1n })
  const points = roundFraction(total, terms.orders.rounding)
  invariant(Number.isSafeInteger(points), "an order's points can be counted exactly")
  const shares = shareOut(points, worth)
  return {
    state: order.state,
    modifiedAt: order.modifiedAt,
    lines: lines.map((line, index) => ({ ...line, points: shares[index]! })),
    points,
    reason: points > 0 ? null : sumEligible(lines) > 0 ? "too-small" : "nothing-that-counts",
  }
}

function worthNothing(
  order: OrderSnapshot,
  lines: EligibleLine[],
  reason: NoPointsReason,
): SettledOrder {
  return {
    state: order.state,
    modifiedAt: order.modifiedAt,
    lines: lines.map((line) => ({ ...line, points: 0 })),
    points: 0,
    reason,
  }
}
