/**
 * Polaris says left and right where it means start and end, so that it comes out wrong from right to left. A Vite plugin
 * that says it with logical properties instead; from left to right nothing changes.
 */
export const logicalSides = () => ({
  name: "logical-sides",
  enforce: "pre",
  transform(code, id) {
    return /@shopify\/polaris\/.*\.css$/.test(id) ? withLogicalSides(code) : undefined
  },
})

/** Rules that also shift by a transform mean the physical side, and stay. */
export function withLogicalSides(css) {
  return css.replace(/\{[^{}]*\}/g, (block) =>
    /translate/.test(block) ? block : block.replace(/([{;\s])([a-z-]+):([^;{}]+)/g, declaration),
  )
}

function declaration(whole, before, property, value) {
  const simple = SIMPLE[property]
  if (simple) return `${before}${simple}:${value}`
  if (property === "text-align" || property === "float") {
    return `${before}${property}:${value.replace(/\bleft\b/, START[property]).replace(/\bright\b/, END[property])}`
  }
  const sides = /^(margin|padding)$/.test(property) ? splitValues(value) : []
  if (sides.length === 4 && sides[1] !== sides[3]) {
    const [top, end, bottom, start] = sides
    return `${before}${property}-block:${top} ${bottom};${property}-inline:${start} ${end}`
  }
  return whole
}

const START = { "text-align": "start", float: "inline-start" }
const END = { "text-align": "end", float: "inline-end" }

const SIMPLE = {
  left: "inset-inline-start",
  right: "inset-inline-end",
  "border-top-left-radius": "border-start-start-radius",
  "border-top-right-radius": "border-start-end-radius",
  "border-bottom-left-radius": "border-end-start-radius",
  "border-bottom-right-radius": "border-end-end-radius",
  ...Object.fromEntries(
    ["margin", "padding", "border"].flatMap((property) => [
      [`${property}-left`, `${property}-inline-start`],
      [`${property}-right`, `${property}-inline-end`],
    ]),
  ),
}

/** The values of a shorthand; what stands in brackets is one value. */
function splitValues(value) {
  return value.trim().match(/(?:[^\s(]+(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?)+/g) ?? []
}
