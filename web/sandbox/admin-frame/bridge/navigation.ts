import { listen, tell } from "./admin.ts"

const NAV = "s-app-nav, ui-nav-menu"

/**
 * Tells the admin which links the app announces (`s-app-nav`), and where the app is; a press on one in
 * the admin's menu is a `shopify:navigate` event on the app's own link.
 */
export function announceNavigation(): void {
  hideChrome()
  const announce = () => {
    const items = links().map((link) => ({
      label: link.textContent?.trim() ?? "",
      href: link.getAttribute("href") ?? "/",
    }))
    // The entry for the app itself stands in the admin's menu already.
    tell({ type: "nav", items: items.filter((_, index) => !isHome(links()[index])) })
  }
  new MutationObserver((changes) => {
    if (changes.some(touchesNav)) announce()
  }).observe(document.documentElement, { childList: true, subtree: true })
  document.addEventListener("DOMContentLoaded", announce)
  listen((message) => {
    if (message.type !== "navigate") return
    const link = links().find((one) => one.getAttribute("href") === message.href)
    if (link) link.dispatchEvent(new CustomEvent("shopify:navigate", { bubbles: true }))
    else location.assign(message.href)
  })
}

/** Keeps the admin's address in step with the app's. */
export function reportLocation(): void {
  const report = () =>
    tell({ type: "location", path: location.pathname + location.search, title: document.title })
  const wrapped = (plain: typeof history.pushState): typeof history.pushState =>
    function (this: History, ...args) {
      plain.apply(this, args)
      report()
    }
  history.pushState = wrapped(history.pushState)
  history.replaceState = wrapped(history.replaceState)
  window.addEventListener("popstate", report)
  window.addEventListener("load", report)
}

/** Links such as `shopify://admin/orders/1` lead out of the frame. */
export function openAdminLinks(): void {
  document.addEventListener("click", (event) => {
    const link = (event.target as Element | null)?.closest?.("a[href^='shopify:']")
    if (!link) return
    event.preventDefault()
    openAdmin(link.getAttribute("href") ?? "")
  })
  const plain = window.open.bind(window)
  window.open = (url, target, features) => {
    if (!String(url).startsWith("shopify:")) return plain(url, target, features)
    openAdmin(String(url))
    return null
  }
}

const openAdmin = (url: string) =>
  tell({ type: "open", path: url.replace(/^shopify:(?:\/\/)?\/?admin/, "/admin") })

const links = () => [...document.querySelectorAll(`:is(${NAV}) :is(a, s-link)`)]

const isHome = (link: Element | undefined) => link?.getAttribute("rel") === "home"

function touchesNav(change: MutationRecord): boolean {
  const nodes = [change.target, ...change.addedNodes, ...change.removedNodes]
  return nodes.some((node) => node instanceof Element && node.closest(NAV) !== null)
}

/** These elements speak to the admin; in the page itself they show nothing. */
function hideChrome(): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`${NAV}, ui-save-bar, ui-title-bar { display: none !important; }`)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
}
