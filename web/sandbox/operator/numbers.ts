import { field } from "#web/sandbox/storefront/form.ts"

/** A whole number from a form within its range; null if it is none. */
export function readNumber(
  form: URLSearchParams,
  name: string,
  least: number,
  most: number,
): number | null {
  const text = field(form, name)
  const number = Number(text)
  return /^\d+$/.test(text) && number >= least && number <= most ? number : null
}
