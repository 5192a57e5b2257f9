import type { Member } from "#web/widget/api.ts"
import { type Child, h } from "#web/widget/element.ts"
import type { LiveView } from "#web/widget/view.ts"

/** Where the member stands and how far the next tier is: "Silver · 80 points to Gold". */
export function tier(view: LiveView, { tier, nextTier }: Member): Child {
  const words = [tier && view.name(tier.name), nextTier && wayTo(view, nextTier)]
  const shown = words.filter(Boolean).join(" · ")
  return shown && h("p.muted.tier", shown)
}

function wayTo({ say, price, list }: LiveView, { name, match, missing }: NextTier): string {
  const { points, spendMinor, orders } = missing
  const left = [
    points && say("points", { count: points }),
    spendMinor && price(spendMinor),
    orders && say("tier.orders", { count: orders }),
  ].filter((words) => !!words) as string[]
  const all = list(left, match === "any" ? "disjunction" : "unit")
  return say("tier.missing", { missing: all, tier: name })
}

type NextTier = NonNullable<Member["nextTier"]>
