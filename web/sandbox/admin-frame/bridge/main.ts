import { adminOrigin, ask, tell } from "./admin.ts"
import { authorizeFetch } from "./authorized-fetch.ts"
import { idToken } from "./id-token.ts"
import { announceNavigation, openAdminLinks, reportLocation } from "./navigation.ts"
import { followSaveBar, saveBar } from "./save-bar.ts"

/**
 * Stands in for Shopify's App Bridge where its CDN is not reached. It defines `window.shopify` as App
 * Bridge does, and speaks to the sandbox's admin page around the frame.
 */
if (window.parent === window) {
  // Opened outside of the admin: App Bridge leads into it.
  location.replace(`${adminOrigin}/admin/apps/regulars${location.pathname}`)
} else {
  const query = new URLSearchParams(location.search)
  const apiKey = document.querySelector("meta[name='shopify-api-key']")?.getAttribute("content")
  const bridge = {
    config: {
      apiKey: apiKey ?? "",
      shop: query.get("shop") ?? "",
      host: query.get("host") ?? "",
      locale: query.get("locale") ?? "en",
    },
    environment: { embedded: true, mobile: false, pos: false },
    ready: Promise.resolve(),
    idToken,
    toast: { show: showToast, hide: () => {} },
    saveBar,
    loading: (on = true) => tell({ type: "loading", on }),
    app: { extensions: () => ask<unknown[]>("extensions") },
  }
  Object.defineProperty(window, "shopify", { value: bridge, configurable: true })
  authorizeFetch()
  announceNavigation()
  reportLocation()
  openAdminLinks()
  followSaveBar()
}

type ToastOptions = { isError?: boolean; duration?: number }

function showToast(message: string, options: ToastOptions = {}): string {
  const durationMs = options.duration ?? 5000
  tell({ type: "toast", message: String(message), isError: options.isError ?? false, durationMs })
  return crypto.randomUUID()
}
