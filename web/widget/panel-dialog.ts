import { openAccount } from "./account.ts"
import { drawPanel } from "./draw-panel.ts"
import { morph } from "./element.ts"
import css from "./panel.css?inline"
import type { LoyaltyPanel } from "./panel.ts"
import { readsRightToLeft, speaker } from "./speak.ts"
import type { Act } from "./view.ts"
import { watch } from "./watch.ts"

/** The dialog inside a panel element: draws what the account holds, and does what is pressed. */
export function openDialog(host: LoyaltyPanel) {
  const dialog = document.createElement("dialog")
  const given = (name: string) => host.getAttribute(name) ?? ""
  const send = (name: string, detail: object) =>
    host.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))

  const speak = speaker(host.texts, host.lang || "en")
  const account = openAccount(given("api"), given("cart"), () => {
    draw()
    tell()
  })
  const { state } = account
  const looking = watch(account)

  const draw = () => {
    const pages = { heading: given("heading"), signIn: given("sign-in"), join: given("join") }
    morph(dialog, drawPanel({ ...state, ...speak, ...pages }))
  }

  /** Lets the launcher and the theme know; moves the focus to a code that was just made. */
  let toldPoints: number | undefined
  let toldFresh: string | undefined
  const tell = () => {
    const { member, fresh } = state
    const points = member?.points
    if (points !== undefined && points !== toldPoints) {
      toldPoints = points
      send("loyalty:points", { points, text: speak.say("points", { count: points }) })
    }
    if (fresh && fresh.id !== toldFresh) {
      toldFresh = fresh.id
      dialog.querySelector<HTMLElement>(".fresh")?.focus()
    }
  }

  const copy = async (code: string) => {
    try {
      await navigator.clipboard.writeText(code)
      account.copied()
    } catch {
      // Not allowed here: the code is chosen instead, ready for the shopper's own copying.
      getSelection()?.selectAllChildren(dialog.querySelector(".fresh code")!)
    }
  }

  dialog.onclick = ({ target }) => {
    // The backdrop belongs to the dialog: a press there has the dialog itself as its target.
    if (target === dialog) dialog.close()
    const pressed = (target as Element).closest<HTMLElement>("[data-act]")?.dataset
    if (!pressed) return
    const { act, id = "" } = pressed
    looking.start()
    if (act === "close") dialog.close()
    else if (act === "copy") void copy(id)
    else void account[act as Exclude<Act, "close" | "copy">](id)
  }
  dialog.onsubmit = (event) => {
    event.preventDefault()
    const code = dialog.querySelector("input")?.value.trim()
    if (code) void account.confirmClaim(code)
  }
  dialog.onclose = () => {
    looking.stop()
    host.removeAttribute("open")
    send("loyalty:close", { live: state.program?.status !== "none" })
  }

  // The page decides the direction; where it says nothing, the language does.
  if (!document.dir && readsRightToLeft(host.lang)) host.dir = "rtl"
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  const root = host.attachShadow({ mode: "open" })
  root.adoptedStyleSheets = [sheet]
  root.append(dialog)

  return {
    show() {
      if (dialog.open) return
      draw()
      dialog.showModal()
      looking.start()
      void account.load()
    },
    hide() {
      if (dialog.open) dialog.close()
    },
  }
}
