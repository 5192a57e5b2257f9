import { escapeHtml } from "#web/sandbox/storefront/liquid/escape.ts"

/** Markup that is safe to print as it is. */
export type Html = { readonly markup: string }

type Part = Html | string | number | null | undefined | false | Part[]

/**
 * A template whose values are escaped, unless they are markup of this same kind. Lists are joined;
 * null, undefined and false print nothing.
 */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  const text = strings.map((string, index) => `${string}${printed(parts[index])}`)
  return { markup: text.join("") }
}

function printed(part: Part): string {
  if (part === null || part === undefined || part === false) return ""
  if (Array.isArray(part)) return part.map(printed).join("")
  if (typeof part === "object") return part.markup
  return escapeHtml(String(part))
}
