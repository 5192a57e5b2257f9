/**
 * An array of numbers, of text that is all digits, or of instants as PostgreSQL writes it: the driver would quote and
 * escape each element, which costs more than the rest of sending it. No element may hold a comma, brace, quote,
 * backslash or space.
 */
export function plainArray(values: readonly (number | string | null)[]): string {
  return `{${values.map((value) => value ?? "null").join(",")}}`
}

/** Milliseconds in UTC are exact, as all our instants are. */
export function instantArray(values: readonly (Date | null)[]): string {
  return plainArray(values.map((value) => value?.toISOString() ?? null))
}
