import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { choosePalette, contrast, type Rgb, readRgb } from "#web/widget/colours.ts"

const white: Rgb = [255, 255, 255]
const green: Rgb = [36, 84, 72]

describe("the widget wears the theme's colours", () => {
  test("as they are, where they can be told apart", () => {
    const palette = choosePalette({
      accents: [{ background: green, text: white }],
      surface: [251, 248, 242],
      text: [38, 35, 30],
    })
    expect(palette.accent).toEqual(green)
    expect(palette["on-accent"]).toEqual(white)
    expect(palette.surface).toEqual([251, 248, 242])
  })

  test("but not a button that vanishes on the page, nor letters that vanish on the button", () => {
    const pale: Rgb = [250, 240, 235]
    const palette = choosePalette({
      accents: [
        { background: pale, text: white },
        { background: green, text: [60, 90, 80] },
      ],
      surface: white,
      text: [38, 35, 30],
    })
    expect(palette.accent).toEqual(green)
    expect(palette["on-accent"]).toEqual(white)
  })

  test("and falls back to the text's colour where no button has one", () => {
    const palette = choosePalette({
      accents: [{ background: null, text: null }],
      surface: null,
      text: [20, 20, 20],
    })
    expect(palette.accent).toEqual([20, 20, 20])
    expect(palette.surface).toEqual(white)
  })

  test("so that whatever the theme paints, words and controls can be read (WCAG 2.2 AA)", () => {
    const part = fc.integer({ min: 0, max: 255 })
    const colour = fc.option(fc.tuple(part, part, part))
    const accents = fc.array(fc.record({ background: colour, text: colour }), { maxLength: 3 })
    fc.assert(
      fc.property(fc.record({ accents, surface: colour, text: colour }), (theme) => {
        const { accent, "on-accent": onAccent, surface, text, muted } = choosePalette(theme)
        expect(contrast(text, surface)).toBeGreaterThanOrEqual(4.5)
        expect(contrast(muted, surface)).toBeGreaterThanOrEqual(4.5)
        expect(contrast(onAccent, accent)).toBeGreaterThanOrEqual(4.5)
        expect(contrast(accent, surface)).toBeGreaterThanOrEqual(3)
      }),
    )
  })

  test.each([
    ["rgb(36, 84, 72)", [36, 84, 72]],
    ["rgba(36, 84, 72, 1)", [36, 84, 72]],
    ["rgba(36, 84, 72, 0.5)", null],
    ["rgba(0, 0, 0, 0)", null],
    ["color(srgb 1 0 0.2)", [255, 0, 51]],
    ["color(srgb 1 0 0 / 0.4)", null],
    ["oklch(0.7 0.1 200)", null],
    ["transparent", null],
    ["", null],
  ])("reads %j as a browser computes it", (css, colour) => {
    expect(readRgb(css)).toEqual(colour)
  })
})
