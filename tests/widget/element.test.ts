// @vitest-environment happy-dom
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { h, morph } from "#web/widget/element.ts"

describe("an element", () => {
  test("takes text as text, whatever is in it", () => {
    const element = h("p.muted", { id: "a" }, "<b>bold</b>")
    expect(element.outerHTML).toBe('<p class="muted" id="a">&lt;b&gt;bold&lt;/b&gt;</p>')
  })

  test("leaves out what is false, null or undefined", () => {
    const element = h("input", { required: true, value: null, dir: undefined, max: 0 }, false, null)
    expect(element.outerHTML).toBe('<input required="" max="0">')
  })
})

describe("a redrawn panel", () => {
  test("looks as wanted, from any state to any other", () => {
    const keys = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"))
    const drawing = fc.array(fc.record({ tag: fc.constantFrom("p", "ul", "code"), keys }))
    const draw = (parts: { tag: string; keys: string[] }[]) =>
      h(
        "div",
        ...parts.map(({ tag, keys: list }) =>
          h(tag, { title: list[0] }, ...list.map((key) => h("i", { "data-key": key }, key))),
        ),
      )
    fc.assert(
      fc.property(drawing, drawing, (before, after) => {
        const shown = draw(before)
        morph(shown, draw(after))
        expect(shown.outerHTML).toBe(draw(after).outerHTML)
      }),
    )
  })

  test("keeps the focus, a field half filled in, and what was opened", () => {
    const draw = (lines: string[]) =>
      h(
        "div",
        ...lines.map((line) => h("p", { "data-key": line }, line)),
        h("input", { id: "code" }),
        h("details", h("summary", "Earlier")),
        h("button", { "data-key": "redeem" }, "Redeem"),
      )
    const shown = draw(["one", "two", "three"])
    document.body.append(shown)
    const field = shown.querySelector("input")!
    field.value = "1234"
    shown.querySelector("details")!.setAttribute("open", "")
    const button = shown.querySelector("button")!
    button.focus()
    morph(shown, draw(["zero", "two"]))
    expect(document.activeElement).toBe(button)
    expect(shown.querySelector("input")).toBe(field)
    expect(field.value).toBe("1234")
    expect(shown.querySelector("details")!.hasAttribute("open")).toBe(true)
    expect([...shown.querySelectorAll("p")].map((one) => one.textContent)).toEqual(["zero", "two"])
  })
})
