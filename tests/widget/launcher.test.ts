// @vitest-environment happy-dom
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest"
import { LoyaltyLauncher } from "#web/widget/launcher.ts"

beforeAll(() => customElements.define("loyalty-launcher", LoyaltyLauncher))
beforeEach(() => document.body.replaceChildren())

/** The element as Liquid writes it. */
function launcher(attributes: Record<string, string> = {}) {
  const element = document.createElement("loyalty-launcher") as LoyaltyLauncher
  const link = document.createElement("a")
  link.href = "/pages/rewards"
  link.textContent = "Rewards"
  element.append(link)
  const all = { label: "Rewards", heading: "Rewards", lang: "en", ...attributes }
  for (const [name, value] of Object.entries(all)) element.setAttribute(name, value)
  document.body.append(element)
  const pill = element.shadowRoot!.querySelector("button")!
  return { element, pill, link }
}

describe("the launcher", () => {
  test("shows a word and the balance that the page knows, written as the language writes it", () => {
    const { pill } = launcher({ points: "1240", "points-text": "1240 points" })
    expect(pill.textContent).toBe("Rewards · 1,240")
    expect(pill.getAttribute("aria-label")).toBe("Rewards · 1240 points")
    expect(launcher({ points: "1240", lang: "de" }).pill.textContent).toBe("Rewards · 1.240")
  })

  test("shows the word alone when the balance is unknown or nothing", () => {
    expect(launcher().pill.textContent).toBe("Rewards")
    expect(launcher({ points: "0" }).pill.textContent).toBe("Rewards")
    expect(launcher().pill.hasAttribute("aria-label")).toBe(false)
  })

  test("follows the balance that the panel tells it", () => {
    const { element, pill } = launcher({ points: "240" })
    const detail = { points: 140, text: "140 points" }
    element.dispatchEvent(new CustomEvent("loyalty:points", { detail }))
    expect(pill.textContent).toBe("Rewards · 140")
    expect(pill.getAttribute("aria-label")).toBe("Rewards · 140 points")
  })

  test("stands as far from the edge as the merchant said", () => {
    const { element } = launcher({ bottom: "88" })
    expect(element.style.getPropertyValue("--loyalty-bottom")).toBe("88px")
  })

  test("leads to the rewards page when the panel cannot be loaded", async () => {
    const { pill } = launcher({ "panel-src": "/missing.js", "text-src": "/missing.js" })
    const gone = vi.spyOn(location, "assign").mockImplementation(() => {})
    pill.click()
    await vi.waitFor(() => expect(gone).toHaveBeenCalledWith(expect.stringContaining("/pages/")))
  })

  test("hides itself once the panel has learnt that the programme is not live", () => {
    const { element } = launcher()
    element.dispatchEvent(new CustomEvent("loyalty:close", { detail: { live: false } }))
    expect(element.hidden).toBe(true)
  })

  test("takes the focus back when the panel closes", () => {
    const { element, pill } = launcher()
    element.dispatchEvent(new CustomEvent("loyalty:close", { detail: { live: true } }))
    expect(element.shadowRoot!.activeElement).toBe(pill)
  })

  test("in the text of a page leaves the theme's own link in place", () => {
    const { element, pill } = launcher({ placement: "page" })
    expect(pill).toBeNull()
    expect(element.shadowRoot!.querySelector("slot")).not.toBeNull()
  })
})
