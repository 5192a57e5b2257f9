import { choosePalette, readRgb } from "./colours.ts"

/**
 * Gives an element, and the panel inside it, the theme's looks as custom properties: `--found-accent`,
 * `--found-on-accent`, `--found-surface`, `--found-text`, `--found-muted`, and `--found-radius` of its
 * buttons. Each is what the theme itself says by `--loyalty-accent` and so on, else what is found.
 * Set through the CSSOM, which policies allow.
 */
export function wearTheme(element: HTMLElement): void {
  const theme = readTheme()
  const palette = choosePalette(theme)
  const button = theme.accents.find(({ background }) => background === palette.accent)
  const looks = Object.entries(palette).map(([name, rgb]) => [name, `rgb(${rgb.map(Math.round)})`])
  for (const [name, found] of [...looks, ["radius", button?.radius ?? "8px"]]) {
    element.style.setProperty(`--found-${name}`, `var(--loyalty-${name}, ${found})`)
  }
}

/** Reads what the page paints with: its background, its text, its buttons. */
export function readTheme() {
  const { body, documentElement } = document
  const probe = document.createElement("button")
  probe.hidden = true
  // What themes call their main button; the same colour on every page, whatever it happens to hold.
  probe.className = "button button--primary btn btn--primary"
  // A theme that names its accent still gets letters that can be read on it.
  probe.style.backgroundColor =
    getComputedStyle(documentElement).getPropertyValue("--loyalty-accent")
  body.append(probe)
  const buttons = [...document.querySelectorAll("[name=add], [name=checkout], [type=submit]")]
  const page = painted(body)
  const theme = {
    accents: [probe, ...buttons.slice(0, 9)].map(painted),
    surface: page.background ?? painted(documentElement).background,
    text: page.text,
  }
  probe.remove()
  return theme
}

function painted(element: Element) {
  const style = getComputedStyle(element)
  return {
    background: readRgb(style.backgroundColor),
    text: readRgb(style.color),
    radius: style.borderStartStartRadius,
  }
}
