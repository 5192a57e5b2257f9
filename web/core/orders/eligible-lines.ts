import type { Minor } from "#web/core/money.ts"
import type { OrderSnapshot } from "./order-snapshot.ts"

/** What counts of one line (or of the shipping, as line "shipping") under the programme's choices. */
export type EligibleLine = { lineId: string; productId: string | null; eligibleMinor: Minor }

export type CountingChoices = { countTax: boolean; countShipping: boolean }

/** The lines with what counts of each. Gift cards, tips, duties and fees never count, tax and shipping by choice (E2). */
export function eligibleLines(order: OrderSnapshot, choices: CountingChoices): EligibleLine[] {
  const lines = order.lines.map(({ lineId, productId, netMinor, taxMinor, exclusion }) => ({
    lineId,
    productId,
    eligibleMinor: exclusion ? 0 : netMinor + (choices.countTax ? taxMinor : 0),
  }))
  if (choices.countShipping && order.shippingMinor > 0) {
    lines.push({ lineId: "shipping", productId: null, eligibleMinor: order.shippingMinor })
  }
  return lines
}
