import { type Account, load, openAccount, set } from "./account.ts"
import { acts } from "./acts.ts"
import { drawPanel } from "./draw-panel.ts"
import { morph } from "./element.ts"
import css from "./panel.css?inline"
import type { LoyaltyPanel } from "./panel.ts"
import { readsRightToLeft, speaker } from "./speak.ts"
import { watch } from "./watch.ts"

/**
 * The dialog inside a panel element: draws what the account holds, and does what is pressed.
 * Returns what opens it (true) and closes it (false).
 */
export function openDialog(host: LoyaltyPanel) {
  const dialog = document.createElement("dialog")
  const given = (name: string) => host.getAttribute(name) ?? ""
  const speak = speaker(host.texts, host.lang || "en")
  const account = openAccount(given("api"), given("cart"), () => draw())
  const looking = watch(account)

  let toldPoints: number | undefined
  let toldFresh: string | undefined
  const draw = () => {
    morph(dialog, drawPanel({ ...account.state, ...speak, given }))
    const { member, fresh } = account.state
    const points = member?.points
    if (points !== undefined && points !== toldPoints) {
      toldPoints = points
      send(host, "points", { points, text: speak.say("points", { count: points }) })
    }
    // The focus goes to a code that was just made: it is what the shopper waits for.
    if (fresh && fresh.id !== toldFresh) {
      toldFresh = fresh.id
      dialog.querySelector<HTMLElement>(".fresh")?.focus()
    }
  }

  dialog.onclick = ({ target }) => {
    looking.start()
    press(dialog, account, target as HTMLElement)
  }
  dialog.onsubmit = (event) => {
    event.preventDefault()
    const code = dialog.querySelector("input")?.value.trim()
    if (code) void acts.confirmClaim(account, code)
  }
  dialog.onclose = () => {
    looking.stop()
    host.removeAttribute("open")
    send(host, "close", { live: account.state.program?.status !== "none" })
  }
  put(host, dialog)

  return (open: boolean): void => {
    if (!open) dialog.close()
    if (!open || dialog.open) return
    draw()
    dialog.showModal()
    looking.start()
    void load(account)
  }
}

function put(host: LoyaltyPanel, dialog: HTMLDialogElement): void {
  // The page decides the direction; where it says nothing, the language does.
  if (!document.dir && readsRightToLeft(host.lang)) host.dir = "rtl"
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  const root = host.attachShadow({ mode: "open" })
  root.adoptedStyleSheets = [sheet]
  root.append(dialog)
}

function press(dialog: HTMLDialogElement, account: Account, target: HTMLElement): void {
  const { act, id = "" } = target.closest<HTMLElement>("[data-act]")?.dataset ?? {}
  // The backdrop belongs to the dialog: a press there has the dialog itself as its target.
  if (target === dialog || act === "close") dialog.close()
  else if (act === "copy") void copy(dialog, account, id)
  else if (act) void acts[act as keyof typeof acts](account, id)
}

async function copy(dialog: HTMLDialogElement, account: Account, code: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(code)
    set(account, { note: { key: "codes.copied", count: 0 } })
  } catch {
    // Not allowed here: the code is chosen instead, ready for the shopper's own copying.
    getSelection()?.selectAllChildren(dialog.querySelector(".fresh code")!)
  }
}

const send = (host: LoyaltyPanel, name: string, detail: object) =>
  host.dispatchEvent(new CustomEvent(`loyalty:${name}`, { detail, bubbles: true, composed: true }))
