import type { DetailedHTMLProps, HTMLAttributes } from "react"

/**
 * What we use of Shopify's App Bridge, or of the sandbox's stand-in, which the document loads before anything else. It
 * also puts a fresh ID token on every request to our own server, draws the menu from `s-app-nav` and the save bar from
 * `ui-save-bar`.
 */
type AppBridge = {
  toast?: { show: (message: string, options?: { isError?: boolean }) => void }
  saveBar?: {
    show: (id: string) => Promise<void> | void
    hide: (id: string) => Promise<void> | void
  }
  app?: { extensions?: () => Promise<AppExtension[]> }
}

/** An extension of ours, with its blocks: one is "active" once the merchant switched it on in a theme. */
export type AppExtension = { handle: string; type: string; activations?: { status: string }[] }

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

/** Says that something was done; it goes away by itself, so never for what must be read. */
export function notify(message: string): void {
  appBridge()?.toast?.show(message)
}
