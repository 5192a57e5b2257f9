import { PlatformError } from "#web/platforms/platform.ts"
import type { Reader } from "./reader.ts"

/** A mutation's payload with its errors: codes and fields only, since Shopify's messages repeat what was sent. */
export type Payload = { payload: Reader; errors: UserError[] }

export type UserError = { code: string; field: string }

/** The payload of the one mutation that `data` holds. */
export function readPayload(data: Reader, mutation: string): Payload {
  const payload = data.child(mutation)
  if (!payload) throw new PlatformError("unreadable-answer", { retryable: true })
  const errors = payload.list("userErrors").map((error) => {
    const path = error.raw("field")
    return {
      code: error.optionalText("code") ?? "INVALID",
      field: Array.isArray(path) ? path.join(".") : "",
    }
  })
  return { payload, errors }
}

/** `reason` for the merchant, Shopify's codes for the log. Only an error on Shopify's side is worth trying again. */
export function refusedBy(errors: readonly UserError[], reason: string): PlatformError {
  const detail = errors.map(({ code, field }) => `${code} at ${field}`).join("; ")
  const retryable = errors.some(({ code }) => code === "INTERNAL_ERROR")
  return new PlatformError(reason, { retryable, cause: new Error(detail) })
}
