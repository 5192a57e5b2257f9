/** An opaque colour: red, green and blue from 0 to 255. */
export type Rgb = readonly [number, number, number]

export type Palette = { accent: Rgb; "on-accent": Rgb; surface: Rgb; text: Rgb; muted: Rgb }

/** What the theme paints with, where it can be read; see `wearTheme`. */
export type ThemeColours = {
  accents: { background: Rgb | null; text: Rgb | null }[]
  surface: Rgb | null
  text: Rgb | null
}

/**
 * The widget's colours: the theme's own where they can be told apart (WCAG 2.2: 4.5 for text, 3 for the
 * shapes of controls), black and white where they cannot.
 */
export function choosePalette(theme: ThemeColours): Palette {
  const surface = theme.surface ?? white
  const text = legible(theme.text, surface)
  const found = theme.accents.find(
    ({ background }) => background && contrast(background, surface) >= 3,
  )
  const accent = found?.background ?? text
  const quiet = mix(text, surface)
  return {
    accent,
    "on-accent": legible(found?.text ?? null, accent),
    surface,
    text,
    muted: contrast(quiet, surface) >= 4.5 ? quiet : text,
  }
}

/** An opaque colour as browsers compute it, "rgb(1, 2, 3)" or "color(srgb 0.1 0.2 0.3)"; else null. */
export function readRgb(css: string): Rgb | null {
  const [red, green, blue, alpha] = (css.match(/-?[\d.]+(e-?\d+)?/g) ?? []).map(Number)
  if (red === undefined || green === undefined || blue === undefined) return null
  if (alpha !== undefined && alpha < 0.99) return null
  if (css.startsWith("rgb")) return [red, green, blue]
  return css.startsWith("color(srgb ") ? [red * 255, green * 255, blue * 255] : null
}

/** WCAG's contrast ratio, from 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const white: Rgb = [255, 255, 255]
const black: Rgb = [0, 0, 0]

const legible = (wanted: Rgb | null, background: Rgb): Rgb => {
  if (wanted && contrast(wanted, background) >= 4.5) return wanted
  return contrast(black, background) > contrast(white, background) ? black : white
}

const mix = (one: Rgb, other: Rgb) =>
  one.map((part, at) => part * 0.7 + other[at]! * 0.3) as unknown as Rgb

function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
