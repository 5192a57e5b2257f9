type Reason = { code: string; field?: string; value?: string }

/** As much of a wrong value as a reason shows: it may be megabytes long. */
const longestShown = 60

/** A body that cannot be read. `reason` is a code for the merchant, with what was wrong where. */
export class UnreadableError extends Error {
  readonly reason: Reason
  constructor(reason: Reason) {
    super(`${reason.code}${reason.field ? ` at ${reason.field}` : ""}`)
    const { value } = reason
    this.reason = value === undefined ? reason : { ...reason, value: value.slice(0, longestShown) }
  }
}

/** A whole number that JSON.parse would round: seventeen digits or more, outside or inside a string. */
const longNumber = /\d{16}/

/**
 * A webhook body as JSON, with every id exact: whole numbers beyond 2^53 come as text. The slower way is taken only
 * when such a number may be there, since Shopify's ids have 13 or 14 digits. Throws UnreadableError.
 */
export function parseBody(body: Buffer): unknown {
  const text = body.toString("utf8")
  try {
    return longNumber.test(text) ? JSON.parse(text, keepLongNumbers) : JSON.parse(text)
  } catch {
    throw new UnreadableError({ code: "malformed-json" })
  }
}

function keepLongNumbers(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value
  const source = context?.source ?? ""
  return /^-?\d+$/.test(source) ? source : value
}
