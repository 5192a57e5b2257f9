// Node has JSON.rawJSON (it prints digits of any length); TypeScript's library lacks it.
const { rawJSON } = JSON as unknown as { rawJSON: (text: string) => object }

/**
 * JSON as Shopify prints it: ids are numbers of any length (bigint here), and no <, > or & survives,
 * so that it is safe inside a script element.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value ?? null, (_, part) =>
    typeof part === "bigint" ? rawJSON(String(part)) : part,
  )
  return text.replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  )
}
