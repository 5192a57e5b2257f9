import { openDialog } from "./panel-dialog.ts"
import type { Texts } from "./speak.ts"

/**
 * `<loyalty-panel>`: a dialog that says what the shopper has, what it gets them, and how to get more.
 *
 * Attributes: `open`, `api` (base of the storefront API), `cart` (the cart's address), `heading` (its
 * title), `lang`, `sign-in`, `join`. Property: `texts`, set before it is put into the page.
 * Events, which cross the shadow root: `loyalty:points` { points, text }, `loyalty:close` { live }.
 */
export class LoyaltyPanel extends HTMLElement {
  static observedAttributes = ["open"]

  texts: Texts = {}

  #toggle: ReturnType<typeof openDialog> | undefined

  connectedCallback(): void {
    this.attributeChangedCallback()
  }

  disconnectedCallback(): void {
    this.#toggle?.(false)
  }

  attributeChangedCallback(): void {
    if (!this.isConnected) return
    this.#toggle ??= openDialog(this)
    this.#toggle(this.hasAttribute("open"))
  }
}
