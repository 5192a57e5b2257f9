import { h } from "#web/widget/element.ts"
import { type LiveView, rewardName } from "#web/widget/view.ts"

/** How far the next reward is, in words first. */
export function nextReward(view: LiveView): HTMLElement | null {
  const next = view.member?.nextReward
  const reward = view.program.rewards.find(({ id }) => id === next?.id)
  if (!next || !reward) return null
  const { missingPoints: count } = next
  const bar = { "aria-labelledby": "next", max: reward.points, value: reward.points - count }
  return h(
    "div.next",
    h("p", { id: "next" }, view.say("next.missing", { count, reward: rewardName(view, reward) })),
    h("progress", bar),
  )
}
