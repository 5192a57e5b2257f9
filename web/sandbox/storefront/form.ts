import express, { type Request, type RequestHandler } from "express"

/** Reads the body of a plain form; `formOf` gives its fields. */
export const formBody: RequestHandler = express.text({
  type: "application/x-www-form-urlencoded",
  limit: "256kb",
})

/** The fields of a posted form; none if the body was no form. */
export function formOf(request: Request): URLSearchParams {
  return new URLSearchParams(typeof request.body === "string" ? request.body : "")
}

/** One field, trimmed; empty when it is missing. */
export function field(form: URLSearchParams, name: string): string {
  return (form.get(name) ?? "").trim()
}
