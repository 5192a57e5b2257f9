import { h } from "#web/widget/element.ts"
import { type LiveView, section } from "#web/widget/view.ts"

/** How do I get more: the earning rules in words. */
export function earning(view: LiveView): HTMLElement | null {
  const { say, price } = view
  const rules = view.program.earn.map(({ points, perAmountMinor }) =>
    h("li", say("earn.order_amount", { count: points, amount: price(perAmountMinor) })),
  )
  return rules[0] ? section(view, "earn", h("ul", ...rules)) : null
}
