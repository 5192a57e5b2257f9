// Not in TypeScript's library yet; Node has it.
const raw = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON

/** JSON text in which bigint values are exact numbers, as Shopify writes ids above 2^53. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_key, item) =>
    typeof item === "bigint" ? raw(item.toString()) : item,
  )
}

/** A number written exactly as this decimal text, such as 89.99. */
export function decimalNumber(text: string): unknown {
  return raw(text.includes(".") ? text : `${text}.0`)
}

export function gid(kind: string, id: string): string {
  return `gid://shopify/${kind}/${id}`
}
