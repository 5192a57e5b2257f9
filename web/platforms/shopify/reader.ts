import { RoundedId, UnreadableError } from "./parse-body.ts"

export type Json = unknown

/** The largest that a bigint column holds. */
const largestId = 9223372036854775807n

/** Reads one JSON object field by field; what is missing or of the wrong kind throws UnreadableError with its path. */
export class Reader {
  readonly #object: Record<string, Json>
  readonly #path: string

  private constructor(object: Record<string, Json>, path: string) {
    this.#object = object
    this.#path = path
  }

  static of(value: Json, path = ""): Reader {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new UnreadableError({ code: "not-an-object", field: path || "body" })
    }
    return new Reader(value as Record<string, Json>, path)
  }

  pathOf(field: string): string {
    return this.#path ? `${this.#path}.${field}` : field
  }

  raw(field: string): Json {
    return Object.hasOwn(this.#object, field) ? this.#object[field] : undefined
  }

  has(field: string): boolean {
    const value = this.raw(field)
    return value !== undefined && value !== null && value !== ""
  }

  flag(field: string): boolean {
    const value = this.raw(field)
    if (value === undefined || value === null || value === false) return false
    if (value === true) return true
    throw this.#wrong("not-a-boolean", field)
  }

  text(field: string): string {
    return this.optionalText(field) ?? this.#missing(field)
  }

  optionalText(field: string): string | null {
    const value = this.raw(field)
    if (value === undefined || value === null || value === "") return null
    if (typeof value !== "string") throw this.#wrong("not-a-text", field)
    // PostgreSQL keeps neither NUL nor half a surrogate pair.
    return value.replaceAll("\u0000", "").toWellFormed()
  }

  /** A platform id, exact whatever its size: digits as text, at most what a bigint column holds. */
  id(field: string): string {
    return this.optionalId(field) ?? this.#missing(field)
  }

  optionalId(field: string): string | null {
    const value = this.raw(field)
    if (value === undefined || value === null) return null
    if (typeof value === "number") return this.#exact(value, field)
    const text = value
    if (typeof text !== "string" || !/^[1-9]\d{0,18}$/.test(text) || BigInt(text) > largestId) {
      throw this.#wrong("not-an-id", field)
    }
    return text
  }

  #exact(id: number, field: string): string {
    if (Number.isSafeInteger(id) && id > 0) return String(id)
    if (Number.isInteger(id) && id > 0) throw new RoundedId()
    throw this.#wrong("not-an-id", field)
  }

  wholeNumber(field: string): number {
    const value = this.raw(field)
    if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value <= 1e6) {
      return value
    }
    throw this.#wrong(value === undefined ? "field-missing" : "not-a-quantity", field)
  }

  instant(field: string): Date {
    const date = new Date(this.text(field))
    const year = date.getUTCFullYear()
    if (!(year >= 1990 && year <= 2200)) throw this.#wrong("not-a-time", field)
    return date
  }

  child(field: string): Reader | null {
    return this.has(field) ? Reader.of(this.raw(field), this.pathOf(field)) : null
  }

  list(field: string, options: { required?: boolean } = {}): Reader[] {
    const value = this.raw(field)
    if (value === undefined || value === null) return options.required ? this.#missing(field) : []
    if (!Array.isArray(value)) throw this.#wrong("not-a-list", field)
    return value.map((item, index) => Reader.of(item, `${this.pathOf(field)}[${index}]`))
  }

  #wrong(code: string, field: string): UnreadableError {
    const value = shown(this.raw(field))
    return new UnreadableError({ code, field: this.pathOf(field), ...(value ? { value } : {}) })
  }

  #missing(field: string): never {
    throw new UnreadableError({ code: "field-missing", field: this.pathOf(field) })
  }
}

/** Enough of a value to know it again. What is inside of lists and objects would not help, and may be very deep. */
function shown(value: Json): string | undefined {
  if (typeof value !== "object" || value === null) return JSON.stringify(value)
  return Array.isArray(value) ? "[...]" : "{...}"
}
