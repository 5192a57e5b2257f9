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

/** A whole number that JSON.parse rounded stood where an id is read: the body must be parsed exactly. */
export class RoundedId extends Error {}

/**
 * A webhook body as JSON, fast: whole numbers beyond 2^53 are rounded. Shopify's ids have 13 or 14 digits, so the exact
 * way, which takes several times as long, is kept for the body in which a Reader meets a RoundedId. Throws
 * UnreadableError.
 */
export function parseBody(body: Buffer): unknown {
  return parse(body)
}

/** The same with whole numbers beyond 2^53 as text, exact. */
export function parseBodyExactly(body: Buffer): unknown {
  return parse(body, keepLongNumbers)
}

type Reviver = (key: string, value: unknown, context?: { source?: string }) => unknown

function parse(body: Buffer, reviver?: Reviver): unknown {
  try {
    return JSON.parse(body.toString("utf8"), reviver)
  } catch {
    throw new UnreadableError({ code: "malformed-json" })
  }
}

function keepLongNumbers(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value
  const source = context?.source ?? ""
  return /^-?\d+$/.test(source) ? source : value
}
