import type { LineFacts, OrderFacts } from "#web/core/facts.ts"
import { addFractions, type Fraction } from "#web/core/money.ts"
import { type EarningRuleSettings, earningRules } from "./rules.ts"

const nothing: Fraction = { numerator: 0n, denominator: 1n }

/**
 * What each line of an order is worth under the rules, as exact fractions of points in the lines' order; null when no
 * rule says anything about an order like this one (no rate for its currency, say).
 */
export function earn(
  rules: readonly EarningRuleSettings[],
  order: OrderFacts,
  lines: readonly LineFacts[],
): Fraction[] | null {
  let applied = false
  const worth = lines.map((line) =>
    rules.reduce<Fraction>((sum, settings) => {
      const decided = earningRules[settings.kind].decide(settings, order, line)
      if (!decided) return sum
      applied = true
      return addFractions(sum, decided)
    }, nothing),
  )
  return applied ? worth : null
}
