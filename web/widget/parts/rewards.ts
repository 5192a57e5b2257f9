import type { Reward } from "#web/widget/api.ts"
import { type Child, h } from "#web/widget/element.ts"
import {
  actButton,
  type LiveView,
  problemAt,
  rewardName,
  section,
  worthOf,
} from "#web/widget/view.ts"
import { nextReward } from "./next-reward.ts"

/** What can I get: every reward with its cost; a button where the points suffice, else what is missing. */
export function rewards(view: LiveView): Child {
  const lines = view.program.rewards.map((reward) => line(view, reward))
  return lines[0] && section(view, "rewards", nextReward(view), h("ul", ...lines))
}

function line(view: LiveView, reward: Reward): HTMLElement {
  const { id } = reward
  const standing = view.member?.rewards.find((one) => one.id === id)
  const name = rewardName(view, reward)
  const facts = h("p.muted", factsOf(view, reward, name))
  return h(
    "li",
    { "data-key": id },
    h(
      "div.row",
      h("div", h("p.name", { id: `reward-${id}` }, view.name(name)), facts),
      standing &&
        (standing.affordable
          ? actButton(view, "redeem", id, "rewards.redeem", { about: `reward-${id}` })
          : h("p.muted", view.say("rewards.missing", { count: standing.missingPoints }))),
    ),
    view.below?.rewardId === id && belowMinimum(view, reward),
    problemAt(view, `redeem:${id}`),
  )
}

/** "100 points", "$5 off" unless the name says so, "on orders from $50". */
function factsOf(view: LiveView, reward: Reward, name: string): string {
  const { say, price } = view
  const worth = worthOf(view, reward)
  const minimum = reward.minimumSpendMinor
  return [
    say("points", { count: reward.points }),
    name !== worth && worth,
    minimum && say("rewards.minimum", { amount: price(minimum) }),
  ]
    .filter(Boolean)
    .join(" · ")
}

/** The cart is too small for the reward: said before any points move. */
function belowMinimum(view: LiveView, reward: Reward): HTMLElement {
  const { say, price, below } = view
  const words = say("rewards.below", {
    minimum: price(reward.minimumSpendMinor ?? 0),
    amount: price(below?.cartMinor ?? 0),
  })
  return h(
    "div.box",
    { role: "alert" },
    h("p", words),
    h(
      "div.row",
      actButton(view, "redeemAnyway", reward.id, "rewards.anyway"),
      actButton(view, "dismiss", "", "rewards.not_now", { quiet: true }),
    ),
  )
}
