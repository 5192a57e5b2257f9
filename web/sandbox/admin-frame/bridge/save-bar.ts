import type { Button } from "#web/sandbox/admin-frame/messages.ts"
import { listen, tell } from "./admin.ts"

let shownId: string | null = null
let observer: MutationObserver | null = null

/** `shopify.saveBar`: the admin draws the buttons of a `ui-save-bar` element and presses them. */
export const saveBar = {
  async show(id: string): Promise<void> {
    const element = document.getElementById(id)
    if (!element) throw new Error(`there is no ui-save-bar with the id ${id}`)
    shownId = id
    draw()
    observer?.disconnect()
    // Labels and loading states change while it is shown.
    observer = new MutationObserver(draw)
    observer.observe(element, {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true,
    })
  },
  async hide(id: string): Promise<void> {
    if (shownId !== id) return
    shownId = null
    observer?.disconnect()
    tell({ type: "save-bar", bar: null })
  },
  toggle(id: string): Promise<void> {
    return shownId === id ? saveBar.hide(id) : saveBar.show(id)
  },
  /** Resolves at once when nothing is unsaved; else when the shopkeeper agrees to lose it. */
  async leaveConfirmation(): Promise<void> {
    if (shownId === null || window.confirm("Leave without saving?")) return
    await new Promise(() => {})
  },
}

/** Presses the app's buttons when the admin's are pressed. */
export function followSaveBar(): void {
  listen((message) => {
    if (message.type !== "press") return
    const { save, discard } = buttons()
    const pressed = message.button === "save" ? save : discard
    pressed?.click()
  })
}

function draw(): void {
  if (shownId === null) return
  // React took the element away without hiding it.
  if (!document.getElementById(shownId)) return void saveBar.hide(shownId)
  const { save, discard } = buttons()
  const bar = { save: described(save, "Save"), discard: described(discard, "Discard") }
  tell({ type: "save-bar", bar })
}

function buttons() {
  const element = shownId === null ? null : document.getElementById(shownId)
  const all = [...(element?.querySelectorAll("button") ?? [])]
  const save = all.find((button) => button.getAttribute("variant") === "primary")
  return { save, discard: all.find((button) => button !== save) }
}

function described(button: HTMLButtonElement | undefined, fallback: string): Button {
  const label = button?.textContent?.trim() || fallback
  const loading = button?.hasAttribute("loading") ?? false
  return { label, loading, disabled: button?.disabled ?? false }
}
