import pageConsole from "node:console"
import { LoyaltyPanel } from "#web/widget/panel.ts"
import { textsOf } from "./panel-texts.ts"
import type { Shop } from "./shop.ts"

// The page's own console tells of each connection that a test breaks on purpose.
pageConsole.error = () => {}

/** Makes the page one of the shop's, so that its addresses are of the same origin. */
export function visit(shop: Shop): void {
  const page = window as unknown as { happyDOM: { setURL(url: string): void } }
  page.happyDOM.setURL(shop.url)
}

/** Puts a panel into the page and opens it, as a shopper of that shop. */
export async function openPanel(shop: Shop, lang = "en-GB") {
  if (!customElements.get("loyalty-panel")) customElements.define("loyalty-panel", LoyaltyPanel)
  const host = document.createElement("loyalty-panel") as LoyaltyPanel
  const attributes = {
    api: `${shop.url}/apps/loyalty/v1`,
    cart: `${shop.url}/cart`,
    heading: "Rewards",
    lang,
    "sign-in": "/account/login",
    join: "/account/register",
  }
  for (const [name, value] of Object.entries(attributes)) host.setAttribute(name, value)
  host.texts = textsOf(lang.split("-")[0]!)
  document.body.append(host)
  host.toggleAttribute("open", true)
  const dialog = host.shadowRoot!.querySelector("dialog")!
  const panel = {
    host,
    dialog,
    /** All that is to be read, without the marks that keep names apart from the text around them. */
    text: () => readable(dialog),
    textOf: (selector: string) => readable(dialog.querySelector(selector)),
    buttons: () => [...dialog.querySelectorAll("button")].map(readable),
    press(words: string) {
      const button = [...dialog.querySelectorAll("button")].find((one) => readable(one) === words)
      if (!button) throw new Error(`no button says "${words}": ${panel.buttons().join(", ")}`)
      button.click()
    },
  }
  return panel
}

/** A sentence per block, as a reader meets them. */
function readable(element: Element | null): string {
  const text = element?.textContent ?? ""
  return text.replaceAll(/[\u2068\u2069\u200e\u200f]/g, "").replaceAll("\u00a0", " ")
}
