type Attributes = Record<string, string | number | boolean | null | undefined>
export type Child = Node | string | false | null | undefined | 0

/**
 * Makes an element: `h("p.muted", { id: "next" }, "60 points")`. Text becomes text nodes and never markup;
 * what is false, null or 0 leaves an attribute or a child out. No `style`: a strict policy forbids it.
 */
export function h(name: string, ...parts: (Attributes | Child)[]): HTMLElement {
  const [tag = "", ...classes] = name.split(".")
  const element = document.createElement(tag)
  if (classes[0]) element.className = classes.join(" ")
  for (const part of parts) {
    if (!part) continue
    if (typeof part === "string" || part instanceof Node) element.append(part)
    else
      for (const [key, value] of Object.entries(part)) {
        if (value || value === 0) element.setAttribute(key, value === true ? "" : `${value}`)
      }
  }
  return element
}

/**
 * Makes `shown` look like `wanted` by changing only what differs, so that focus, a field half filled in
 * and what a screen reader is reading stay. Siblings are told apart by `data-key`, else by their class.
 */
export function morph(shown: Element, wanted: Element): void {
  for (const name of shown.getAttributeNames()) {
    // What the shopper opened stays open.
    if (!wanted.hasAttribute(name) && name !== "open") shown.removeAttribute(name)
  }
  for (const { name, value } of wanted.attributes) {
    if (shown.getAttribute(name) !== value) shown.setAttribute(name, value)
  }
  const left = [...shown.childNodes]
  const children = [...wanted.childNodes].map((child) => {
    const at = left.findIndex((candidate) => identity(candidate) === identity(child))
    if (at < 0) return child
    const match = left.splice(at, 1)[0]!
    if (match instanceof Element) morph(match, child as Element)
    else match.nodeValue = child.nodeValue
    return match
  })
  // What goes goes first: then what stays need not be moved, which would take the focus from it.
  for (const gone of left) gone.remove()
  children.forEach((child, index) => {
    const place = shown.childNodes[index]
    if (place !== child) shown.insertBefore(child, place ?? null)
  })
}

const identity = (node: Node) =>
  node.nodeName + (node instanceof HTMLElement ? (node.dataset.key ?? node.className) : "")
