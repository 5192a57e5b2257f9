import { notOffered } from "./admin-request.ts"

export type Term = { field: string | null; operator: "=" | ">" | ">=" | "<" | "<="; value: string }

const token = /\s*(?:(\w+):(>=|<=|>|<)?)?("[^"]*"|'[^']*'|[^\s()"']+)/y

/**
 * Reads Shopify's search syntax as far as the sandbox knows it: terms joined by AND or a space,
 * each a word or `field:value` with an optional comparison. OR, NOT and brackets are refused, not
 * ignored.
 */
export function readSearch(query: string | null | undefined): Term[] {
  const terms: Term[] = []
  const text = (query ?? "").trim()
  token.lastIndex = 0
  while (token.lastIndex < text.length) {
    const match = token.exec(text)
    if (!match) throw notOffered(`The search "${text}"`)
    const [, field, operator, raw] = match
    const value = raw!.replace(/^(["'])(.*)\1$/, "$2")
    if (!field && value === "AND") continue
    if (!field && (value === "OR" || value === "NOT")) throw notOffered(`${value} in a search`)
    terms.push({ field: field ?? null, operator: (operator as Term["operator"]) ?? "=", value })
  }
  return terms
}

/** How one field of a search is compared: by text, or by time. */
export type Filters<T> = Record<
  string,
  { text: (document: T) => (string | null)[] } | { time: (document: T) => string | null }
>

/** A test for documents from the terms; a field that is not in the table is refused. */
export function matcher<T>(
  terms: Term[],
  filters: Filters<T>,
  words: (document: T) => (string | null)[],
): (document: T) => boolean {
  const tests = terms.map((term) => {
    if (term.field === null) return (document: T) => words(document).some((text) => has(text, term))
    const filter = filters[term.field]
    if (!filter) throw notOffered(`Searching by ${term.field}`)
    if ("time" in filter) return (document: T) => compares(filter.time(document), term)
    return (document: T) => filter.text(document).some((text) => equals(text, term))
  })
  return (document) => tests.every((test) => test(document))
}

/**
 * What the terms say about a time, as a half-open range of seconds for an index; null if nothing.
 */
export function timeRange(
  terms: Term[],
  field: string,
): { from: string | null; before: string | null } {
  const range = { from: null as string | null, before: null as string | null }
  for (const term of terms.filter((one) => one.field === field)) {
    const at = secondsOf(term.value)
    if (at === null) continue
    if (term.operator === ">" || term.operator === ">=") range.from = at
    if (term.operator === "<" || term.operator === "<=") range.before = later(at)
  }
  return range
}

function compares(time: string | null, term: Term): boolean {
  const asked = Date.parse(term.value)
  if (time === null || Number.isNaN(asked)) return false
  const difference = Date.parse(time) - asked
  if (term.operator === ">") return difference > 0
  if (term.operator === ">=") return difference >= 0
  if (term.operator === "<") return difference < 0
  if (term.operator === "<=") return difference <= 0
  // A bare date means that day.
  return difference >= 0 && difference < (term.value.length === 10 ? 86_400_000 : 1000)
}

function equals(text: string | null, term: Term): boolean {
  if (term.operator !== "=") return text !== null && comparesNumber(text, term)
  if (term.value.endsWith("*")) {
    return text?.toLowerCase().startsWith(term.value.slice(0, -1).toLowerCase()) ?? false
  }
  return text?.toLowerCase() === term.value.toLowerCase()
}

function comparesNumber(text: string, term: Term): boolean {
  if (!/^\d+$/.test(text) || !/^\d+$/.test(term.value)) return false
  const [own, asked] = [BigInt(text), BigInt(term.value)]
  if (own === asked) return term.operator === ">=" || term.operator === "<="
  return own > asked === term.operator.startsWith(">")
}

function has(text: string | null, term: Term): boolean {
  return text?.toLowerCase().includes(term.value.toLowerCase()) ?? false
}

function secondsOf(value: string): string | null {
  const at = Date.parse(value)
  return Number.isNaN(at) ? null : `${new Date(at).toISOString().slice(0, 19)}Z`
}

function later(at: string): string {
  return `${new Date(Date.parse(at) + 1000).toISOString().slice(0, 19)}Z`
}
