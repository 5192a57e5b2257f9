import type { Member } from "#web/widget/api.ts"
import { h } from "#web/widget/element.ts"
import { actButton, type LiveView, problemAt, type View } from "#web/widget/view.ts"
import { tier } from "./tier.ts"

/** What do I have: the balance, its worth, the tier, and points that are owed or waiting. */
export function balance(view: LiveView, member: Member): HTMLElement {
  const { say, price } = view
  const { points, worthMinor, history, owedPoints, waitingPoints } = member
  return h(
    "section.balance",
    h("p.total", say("points", { count: points })),
    points === 0 && !history[0] && h("p.muted", say("balance.none")),
    points > 0 &&
      worthMinor !== null &&
      h("p.muted", say("balance.worth", { amount: price(worthMinor) })),
    tier(view, member),
    owedPoints > 0 && h("p.box", say("owed", { count: owedPoints })),
    waitingPoints > 0 && waiting(view, waitingPoints),
  )
}

/** Points under the shopper's email, theirs once they type the code from a mail. */
function waiting(view: View, count: number): HTMLElement {
  const { say, claimMailed } = view
  return h(
    "div.box",
    h("p", say("waiting.offer", { count })),
    h("p.muted", say(claimMailed ? "waiting.mailed" : "waiting.why")),
    claimMailed && confirmation(view),
    problemAt(view, "claim"),
    actButton(view, "mailClaim", "", claimMailed ? "waiting.again" : "waiting.mail", {
      quiet: !!claimMailed,
    }),
  )
}

function confirmation({ say }: View): HTMLElement {
  return h(
    "form",
    h("label", { for: "code" }, say("waiting.code")),
    h(
      "div.row",
      h("input", { id: "code", autocomplete: "one-time-code", dir: "ltr", required: true }),
      h("button.main", say("waiting.confirm")),
    ),
  )
}
