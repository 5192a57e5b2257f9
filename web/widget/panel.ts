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

  #dialog: ReturnType<typeof openDialog> | undefined

  connectedCallback(): void {
    this.attributeChangedCallback()
  }

  disconnectedCallback(): void {
    this.#dialog?.hide()
  }

  attributeChangedCallback(): void {
    if (!this.isConnected) return
    this.#dialog ??= openDialog(this)
    if (this.hasAttribute("open")) this.#dialog.show()
    else this.#dialog.hide()
  }
}
