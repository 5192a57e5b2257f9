import { type Child, h } from "./element.ts"
import { balance } from "./parts/balance.ts"
import { freshCode, unusedCodes } from "./parts/codes.ts"
import { earning } from "./parts/earning.ts"
import { history, movement } from "./parts/history.ts"
import { down, signedOut } from "./parts/no-balance.ts"
import { rewards } from "./parts/rewards.ts"
import type { View } from "./view.ts"

/** The panel from top to bottom: what do I have, what can I get, how do I get more. */
export function drawPanel(view: View): HTMLElement {
  const close = { type: "button", "data-act": "close", "aria-label": view.say("close") }
  return h(
    "dialog",
    { "aria-labelledby": "title" },
    h("header.row", h("h2", { id: "title" }, view.given("heading")), h("button.close", close, "×")),
    h("p.note", { role: "status" }, note(view)),
    h("div.body", { "aria-busy": view.phase === "loading" && "true" }, ...body(view)),
  )
}

function body(view: View): Child[] {
  const { phase, program, member, say } = view
  if (phase === "loading") return [h("p.muted", say("loading"))]
  if (phase === "down") return [down(view)]
  if (program?.status !== "live") return [h("p.box", say("not_live"))]
  const price = (amountMinor: number) => view.money(amountMinor, program.currency)
  const live = { ...view, program, price }
  return [
    member ? balance(live, member) : signedOut(view),
    freshCode(view),
    rewards(live),
    earning(live),
    unusedCodes(view),
    member && history(view, member.history),
  ]
}

/** One line about what just happened; screen readers hear it. */
function note(view: View): string {
  const { note, news, say } = view
  if (note) return say(note.key, { count: note.count })
  return news ? movement(view, news) : ""
}
