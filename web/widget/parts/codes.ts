import type { Redemption } from "#web/widget/api.ts"
import { type Child, h } from "#web/widget/element.ts"
import { actButton, problemAt, section, type View } from "#web/widget/view.ts"

/** The reward redeemed just now: its code and, in a plain line, what happens next. */
export function freshCode(view: View): Child {
  const redemption = view.member?.redemptions.find(({ id }) => id === view.fresh?.id)
  if (!redemption || redemption.status === "used" || redemption.status === "returned") return null
  const { code } = redemption
  return h(
    "section.box.fresh",
    { tabindex: -1, role: "group", "aria-label": redemption.rewardName },
    ...codeLines(
      view,
      redemption,
      whatNext(view, redemption),
      // A code that could not be put into the cart is copied; everywhere else copying comes second.
      code &&
        actButton(view, "copy", code, "codes.copy", { quiet: view.fresh?.place !== "outside" }),
    ),
  )
}

/** Codes that are still good. */
export function unusedCodes(view: View): Child {
  const unused = view.member?.redemptions.filter(
    ({ status, id }) => (status === "issued" || status === "reserved") && id !== view.fresh?.id,
  )
  if (!unused?.[0]) return null
  const lines = unused.map((redemption) => {
    const { id, code } = redemption
    const add = actButton(view, "putIntoCart", id, "codes.use", { about: `code-${id}` })
    const making = code ? null : view.say("fresh.making")
    return h("li", { "data-key": id }, ...codeLines(view, redemption, making, add))
  })
  return section(view, "codes", h("ul", ...lines))
}

function codeLines(view: View, redemption: Redemption, words: Child, first: Child): Child[] {
  const { id, code, points: count } = redemption
  return [
    h("p.name", { id: `code-${id}` }, view.name(redemption.rewardName)),
    code && h("code", { dir: "ltr" }, code),
    words && h("p", words),
    code &&
      h(
        "div.row",
        first,
        actButton(view, "handBack", id, "codes.return", {
          quiet: true,
          about: `code-${id}`,
          count,
        }),
      ),
    problemAt(view, `handBack:${id}`),
  ]
}

function whatNext({ say, money, fresh }: View, redemption: Redemption): string {
  const { status, code, points: count, currency, minimumSpendMinor } = redemption
  if (status === "failed") return say("fresh.failed", { count })
  const amount = money(redemption.amountMinor, currency)
  // While it is being put into the cart the code speaks for itself.
  const place = fresh?.place ?? (code ? "adding" : "making")
  if (place === "waiting" && minimumSpendMinor) {
    return say("fresh.minimum", { minimum: money(minimumSpendMinor, currency) })
  }
  return say(`fresh.${place}`, { amount })
}
