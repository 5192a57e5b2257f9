import css from "./launcher.css?inline"
import type { LoyaltyPanel } from "./panel.ts"
import { wearTheme } from "./theme.ts"

const passedOn = ["api", "cart", "heading", "lang", "position", "sign-in", "join"]

/**
 * `<loyalty-launcher>`: a pill with a word and the balance that opens the panel.
 *
 * Inside it Liquid puts a plain link to the rewards page. Without JavaScript that link is all there is, and
 * it is the way out when the panel cannot be loaded. With `placement="page"` the link stays where it is in
 * the text, in the theme's own style, and opens the panel. Nothing is requested before the first press.
 *
 * Attributes: `label`, `points` (whole number, absent when unknown), `points-text` ("240 points", for
 * screen readers), `lang`, `position` (`start` or `end`), `bottom` (pixels), `placement`, `panel-src` and
 * `text-src` (modules to load), and those of the panel, which are passed on.
 * Events of the panel pass through it: `loyalty:points`, `loyalty:close`.
 */
export class LoyaltyLauncher extends HTMLElement {
  static observedAttributes = ["label", "points", "points-text"]

  #button = document.createElement("button")
  #panel: Promise<LoyaltyPanel> | undefined

  connectedCallback(): void {
    if (!this.shadowRoot) this.#build()
    // The first frame comes after the theme's styles: only then are its colours known.
    requestAnimationFrame(() => wearTheme(this))
  }

  attributeChangedCallback(): void {
    const label = this.getAttribute("label")
    const points = Number(this.getAttribute("points"))
    const figure = new Intl.NumberFormat(this.lang || undefined).format(points)
    this.#button.textContent = points > 0 ? `${label} · ${figure}` : label
    const named = `${label} · ${this.getAttribute("points-text") ?? figure}`
    if (points > 0) this.#button.setAttribute("aria-label", named)
    else this.#button.removeAttribute("aria-label")
  }

  #build(): void {
    const bottom = this.getAttribute("bottom")
    if (bottom) this.style.setProperty("--loyalty-bottom", `${Number(bottom)}px`)
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    const root = this.attachShadow({ mode: "open" })
    root.adoptedStyleSheets = [sheet]
    const inPage = this.getAttribute("placement") === "page"
    root.append(inPage ? document.createElement("slot") : this.#button)
    this.#button.type = "button"
    this.#button.setAttribute("aria-haspopup", "dialog")
    this.#button.onclick = () => this.#open()
    this.onclick = (event) => {
      // Presses inside the shadow root, the panel's among them, arrive with this element as target.
      if (event.target === this) return
      event.preventDefault()
      void this.#open()
    }
    this.addEventListener("loyalty:points", (event) => {
      const { points, text } = (event as CustomEvent<{ points: number; text: string }>).detail
      this.setAttribute("points-text", text)
      this.setAttribute("points", `${points}`)
    })
    // The focus returns to where it came from; a programme that is not live takes its pill along.
    this.addEventListener("loyalty:close", (event) => {
      if (!(event as CustomEvent<{ live: boolean }>).detail.live) this.hidden = true
      else if (inPage) this.querySelector("a")?.focus()
      else this.#button.focus()
    })
  }

  async #open(): Promise<void> {
    try {
      this.#panel ??= this.#load()
      const panel = await this.#panel
      panel.toggleAttribute("open", true)
    } catch {
      this.#panel = undefined
      const link = this.querySelector("a")
      if (link) location.assign(link.href)
    }
  }

  async #load(): Promise<LoyaltyPanel> {
    const [texts] = await Promise.all(
      ["text-src", "panel-src"].map((name) => import(/* @vite-ignore */ this.getAttribute(name)!)),
    )
    const panel = document.createElement("loyalty-panel") as LoyaltyPanel
    for (const name of passedOn) panel.setAttribute(name, this.getAttribute(name) ?? "")
    panel.texts = texts.default
    this.shadowRoot!.append(panel)
    return panel
  }
}
