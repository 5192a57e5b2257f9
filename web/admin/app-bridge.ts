import type { DetailedHTMLProps, HTMLAttributes } from "react"

/** What we use of Shopify's App Bridge, which the document loads before anything else. */
type AppBridge = {
  /** A fresh ID token; it lives for a minute. */
  idToken: () => Promise<string>
  toast?: { show: (message: string, options?: { isError?: boolean }) => void }
  saveBar?: {
    show: (id: string) => Promise<void> | void
    hide: (id: string) => Promise<void> | void
  }
  app?: { extensions?: () => Promise<AppExtension[]> }
}

/** An extension as the theme has it; `activations` is empty while the merchant has not switched it on. */
export type AppExtension = { handle: string; type: string; activations?: unknown[] }

declare global {
  interface Window {
    shopify?: AppBridge
  }
}

type PlainElement = DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement>

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "ui-save-bar": PlainElement
    }
  }
}

/** Undefined when the page was opened outside of Shopify, or its script did not load. */
export function appBridge(): AppBridge | undefined {
  return window.shopify
}

/** False in the sandbox, where Shopify's own navigation and save bar are not there: Polaris draws them instead. */
export function hasShopifyChrome(): boolean {
  return document.documentElement.dataset.chrome === "shopify"
}

/** Says that something was done; it goes away by itself, so never for what must be read. */
export function notify(message: string): void {
  appBridge()?.toast?.show(message)
}
