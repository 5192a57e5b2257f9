import type { HistoryLine } from "#web/widget/api.ts"
import { h } from "#web/widget/element.ts"
import { section, type View } from "#web/widget/view.ts"

const shownAtOnce = 5

/** Every movement of points as a sentence with its reason, newest first. */
export function history(view: View, entries: HistoryLine[]): HTMLElement {
  const { say } = view
  const lines = entries.map((entry) => line(view, entry))
  const earlier = lines.splice(shownAtOnce)
  return section(
    view,
    "history",
    lines[0] ? h("ul", ...lines) : h("p.muted", say("history.none")),
    earlier[0] && h("details", h("summary", say("history.earlier")), h("ul", ...earlier)),
  )
}

function line(view: View, entry: HistoryLine): HTMLElement {
  const { id, expiresAt, occurredAt } = entry
  const expiry = expiresAt && view.say("history.expires", { date: view.date(expiresAt) })
  const words = movement(view, entry) + (expiry ? ` · ${expiry}` : "")
  return h(
    "li",
    { "data-key": id },
    h("p", words),
    h("time.muted", { datetime: occurredAt }, view.date(occurredAt)),
  )
}

/** "You earned 120 points with order #1042"; what cannot be said in full is said in general. */
export function movement({ say, name }: View, { points, reason }: HistoryLine): string {
  const { code, params } = reason
  const way = points < 0 ? "_down" : "_up"
  const facts = { ...params, count: Math.abs(points) }
  // A sentence with a hole is worse than a general one.
  const complete = code.startsWith("order-") ? params.order : code !== "redeemed" || params.reward
  const words =
    (complete && say(`history.${code}${way}`, facts)) || say(`history.other${way}`, facts)
  return params.note ? `${words} (${name(params.note)})` : words
}
