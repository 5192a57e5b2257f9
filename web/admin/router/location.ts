import { useSyncExternalStore } from "react"

/** Asked before the address changes; resolves to false to stay. */
type LeaveGuard = () => Promise<boolean>

const listeners = new Set<() => void>()
let guard: LeaveGuard | null = null
let current = "/"

/** The path and query shown now, and again whenever they change. */
export function useLocation(): URL {
  const href = useSyncExternalStore(listen, () => current)
  return new URL(href, window.location.origin)
}

type Navigation = {
  /** Instead of a new step for the browser's back button. */
  replace?: boolean
  /** The form was just saved: there is nothing to keep us for. */
  saved?: boolean
}

/** Goes to a path of ours, unless an unsaved form keeps us here. */
export async function navigate(to: string, { replace, saved }: Navigation = {}): Promise<void> {
  if (to === current) return
  if (guard && !saved && !(await guard())) return
  if (replace) window.history.replaceState(null, "", to)
  else window.history.pushState(null, "", to)
  show(to)
  if (!replace) window.scrollTo(0, 0)
}

/** Keeps the path while a form has unsaved changes. Returns how to let go. */
export function guardLeaving(ask: LeaveGuard): () => void {
  guard = ask
  const warn = (event: BeforeUnloadEvent) => event.preventDefault()
  window.addEventListener("beforeunload", warn)
  return () => {
    if (guard === ask) guard = null
    window.removeEventListener("beforeunload", warn)
  }
}

/** Follows the browser's buttons and Shopify's own navigation. */
export function followBrowser(): void {
  show(here())
  window.addEventListener("popstate", () => {
    const to = here()
    if (!guard) return show(to)
    window.history.pushState(null, "", current)
    void navigate(to)
  })
  document.addEventListener("shopify:navigate", (event) => {
    const href = (event.target as Element | null)?.getAttribute("href")
    if (href) void navigate(href)
  })
}

function here(): string {
  return window.location.pathname + window.location.search
}

function show(to: string): void {
  current = to
  for (const listener of listeners) listener()
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
