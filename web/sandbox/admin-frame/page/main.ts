import type { NavItem, SaveBar } from "#web/sandbox/admin-frame/messages.ts"
import { listen, tell } from "./app.ts"

const HOME = "/admin/apps/regulars"
const byId = (id: string) => document.getElementById(id)!

listen((message) => {
  if (message.type === "ask") void answer(message.id, message.question)
  else if (message.type === "toast") showToast(message.message, message.isError, message.durationMs)
  else if (message.type === "save-bar") showSaveBar(message.bar)
  else if (message.type === "nav") showNav(message.items)
  else if (message.type === "location") follow(message.path, message.title)
  else if (message.type === "loading") byId("loading").hidden = !message.on
  else if (message.path.startsWith("/admin/")) location.assign(message.path)
})

for (const button of ["save", "discard"] as const) {
  byId(button).addEventListener("click", () => tell({ type: "press", button }))
}

byId("app-frame").addEventListener("load", () => {
  byId("loading").hidden = true
})

async function answer(id: number, question: "id-token" | "extensions"): Promise<void> {
  const path = question === "id-token" ? "/sandbox/id-token" : "/sandbox/app-extensions"
  const response = await fetch(path).catch(() => null)
  const body = response?.ok ? await response.json() : null
  tell({ type: "answer", id, value: body?.token ?? body?.extensions ?? null })
}

function showToast(message: string, isError: boolean, durationMs: number): void {
  const toast = document.createElement("p")
  toast.className = isError ? "toast toast-error" : "toast"
  toast.textContent = message
  byId("toasts").append(toast)
  setTimeout(() => toast.remove(), durationMs)
}

function showSaveBar(bar: SaveBar | null): void {
  byId("save-bar").hidden = bar === null
  if (!bar) return
  for (const name of ["save", "discard"] as const) {
    const button = byId(name) as HTMLButtonElement
    button.textContent = bar[name].label
    button.disabled = bar[name].disabled || bar[name].loading
    button.setAttribute("aria-busy", String(bar[name].loading))
  }
}

function showNav(items: NavItem[]): void {
  const entries = items.map(({ label, href }) => {
    const link = document.createElement("a")
    link.href = HOME + href
    link.dataset.href = href
    link.textContent = label
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return
      event.preventDefault()
      tell({ type: "navigate", href })
    })
    const entry = document.createElement("li")
    entry.append(link)
    return entry
  })
  byId("app-nav").replaceChildren(...entries)
  markCurrent()
}

/** The admin's address follows the app's, so that a reload opens the same screen. */
function follow(path: string, title: string): void {
  const kept = new URL(path, location.origin)
  for (const name of [
    "embedded",
    "shop",
    "host",
    "id_token",
    "hmac",
    "timestamp",
    "locale",
    "session",
  ]) {
    kept.searchParams.delete(name)
  }
  const tail = kept.pathname === "/" ? "" : kept.pathname
  history.replaceState(null, "", HOME + tail + kept.search)
  if (title) document.title = `${title} · ${document.body.dataset.shop}`
  markCurrent()
}

/** Marks the entry with the longest address that the app's begins with. */
function markCurrent(): void {
  const links = [...byId("app-nav").querySelectorAll("a")]
  const path = location.pathname.slice(HOME.length)
  const current = links
    .filter(({ dataset }) => path === dataset.href || path.startsWith(`${dataset.href}/`))
    .sort((a, b) => b.dataset.href!.length - a.dataset.href!.length)[0]
  for (const link of links) {
    if (link === current) link.setAttribute("aria-current", "page")
    else link.removeAttribute("aria-current")
  }
}
