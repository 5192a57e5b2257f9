import { h } from "#web/widget/element.ts"
import { type LiveView, section } from "#web/widget/view.ts"

/** How do I get more: the earning rules in words. */
export function earning(view: LiveView): HTMLElement | null {
  const { program, say, money } = view
  const rules = program.earn.map(({ points, perAmountMinor }) => {
    const amount = money(perAmountMinor, program.currency)
    return h("li", say("earn.order_amount", { count: points, amount }))
  })
  return rules[0] ? section(view, "earn", h("ul", ...rules)) : null
}
