import type { AccountState } from "./account.ts"
import type { acts } from "./acts.ts"
import type { Program, Reward } from "./api.ts"
import { type Child, h } from "./element.ts"
import type { Speaker } from "./speak.ts"

/** What every part of the panel draws from. Parts are functions of it and return an element or null. */
export type View = AccountState &
  Speaker & {
    /** The panel's own attributes: `heading`, `sign-in`, `join`; "" where it has none. */
    given: (name: string) => string
  }

/** A view once the programme is known, with amounts of its currency in words. */
export type LiveView = View & { program: Program; price: (amountMinor: number) => string }

/** What a press asks for: something of the account, or of the panel itself. */
export type Act = keyof typeof acts | "close" | "copy"

/** A button that tells the panel what was asked for: `data-act`, on what: `data-id`; `about` names it. */
export function actButton(
  { say, busy }: View,
  act: Act,
  id: string,
  key: string,
  { quiet, about, ...params }: { quiet?: boolean; about?: string; count?: number } = {},
): HTMLElement {
  return h(
    quiet ? "button" : "button.main",
    {
      type: "button",
      "data-act": act,
      "data-id": id,
      "data-key": act + id,
      "aria-describedby": about,
      // Not `disabled`: the focus stays where the shopper left it.
      "aria-disabled": busy && "true",
      "aria-busy": busy === `${act}:${id}` && "true",
    },
    say(key, params),
  )
}

/** What went wrong, said where it went wrong; null when nothing did. */
export function problemAt({ problem, say }: View, at: string): Child {
  if (problem?.at !== at) return null
  const words = say(`problem.${problem.code}`) || say("problem.other")
  return h("p.box", { role: "alert" }, words)
}

/** A section with its heading. */
export function section({ say }: View, name: string, ...children: Child[]): HTMLElement {
  return h(`section.${name}`, h("h3", say(`${name}.heading`)), ...children)
}

/** "$5 off", by the shop's own name for it or by its worth. */
export const rewardName = (view: LiveView, reward: Reward): string =>
  reward.name || worthOf(view, reward)

/** "$5 off" in the page's language. */
export const worthOf = ({ say, price }: LiveView, reward: Reward): string =>
  say("rewards.amount_off", { amount: price(reward.amountMinor) })
