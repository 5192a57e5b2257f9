import { PlatformError } from "#web/platforms/platform.ts"
import type { Answer } from "./api.ts"
import { Reader } from "./reader.ts"

/** How one GraphQL call ended. `acted`: whether Shopify may have done what was asked in spite of the failure. */
export type Outcome =
  | { kind: "data"; data: Reader }
  | { kind: "token-refused" }
  | { kind: "failed"; error: PlatformError; acted: boolean; waitMs: number }

/** Sorts an answer of the Admin API by what may be done about it. */
export function readAnswer(answer: Answer): Outcome {
  const { status, body } = answer
  if (status === 401) return { kind: "token-refused" }
  if (status !== 200) return readStatus(answer)
  const reply = (body ?? {}) as { data?: unknown; errors?: unknown; extensions?: { cost?: Cost } }
  if (reply.errors) return readErrors(reply.errors, reply.extensions?.cost)
  if (typeof reply.data !== "object" || reply.data === null) {
    return failed("unreadable-answer", { retryable: true, acted: true })
  }
  return { kind: "data", data: Reader.of(reply.data, "data") }
}

const refusals: Record<number, string> = {
  402: "shop-frozen",
  // Scopes, protected customer data, or a call from outside the app's IP allowlist: no new token helps.
  403: "forbidden",
  404: "shop-not-found",
  423: "shop-locked",
}

function readStatus({ status, retryAfterMs }: Answer): Outcome {
  if (status === 429 || status === 430) {
    return failed("throttled", { retryable: true, acted: false, waitMs: retryAfterMs ?? 1000 })
  }
  if (status >= 500) {
    return failed("platform-failed", { retryable: true, acted: true, waitMs: retryAfterMs ?? 0 })
  }
  return failed(refusals[status] ?? "refused", {
    retryable: false,
    acted: false,
    detail: `status ${status}`,
  })
}

type Cost = {
  requestedQueryCost?: number
  throttleStatus?: { maximumAvailable?: number; currentlyAvailable?: number; restoreRate?: number }
}

type GraphqlError = { message?: string; extensions?: { code?: string; cost?: number } }

function readErrors(errors: unknown, cost: Cost | undefined): Outcome {
  const list: GraphqlError[] = Array.isArray(errors) ? errors : [{ message: String(errors) }]
  const codes = list.map((error) => error.extensions?.code ?? "")
  const detail = list.map((error, at) => `${codes[at]} ${error.message ?? ""}`.trim()).join("; ")
  if (codes.includes("THROTTLED")) return readThrottled(cost, detail)
  if (codes.includes("ACCESS_DENIED")) {
    return failed("forbidden", { retryable: false, acted: false, detail })
  }
  if (codes.includes("SHOP_INACTIVE")) {
    return failed("shop-frozen", { retryable: false, acted: false, detail })
  }
  if (codes.includes("INTERNAL_SERVER_ERROR") || codes.includes("TIMEOUT")) {
    return failed("platform-failed", { retryable: true, acted: true, detail })
  }
  return failed("refused", { retryable: false, acted: false, detail })
}

/** The bucket refills by `restoreRate` points a second: wait until what we asked for is there. */
function readThrottled(cost: Cost | undefined, detail: string): Outcome {
  const { maximumAvailable, currentlyAvailable, restoreRate } = cost?.throttleStatus ?? {}
  const wanted = cost?.requestedQueryCost
  if (wanted === undefined || currentlyAvailable === undefined || !restoreRate) {
    return failed("throttled", { retryable: true, acted: false, waitMs: 1000, detail })
  }
  if (maximumAvailable !== undefined && wanted > maximumAvailable) {
    return failed("refused", { retryable: false, acted: false, detail })
  }
  const waitMs = Math.ceil((Math.max(0, wanted - currentlyAvailable) / restoreRate) * 1000)
  return failed("throttled", { retryable: true, acted: false, waitMs, detail })
}

function failed(
  reason: string,
  options: { retryable: boolean; acted: boolean; waitMs?: number; detail?: string },
): Outcome {
  const { retryable, acted, waitMs = 0, detail } = options
  const cause = detail ? { cause: new Error(detail.slice(0, 500)) } : {}
  return {
    kind: "failed",
    error: new PlatformError(reason, { retryable, ...cause }),
    acted,
    waitMs,
  }
}
