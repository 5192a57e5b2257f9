import type { z } from "zod"

/**
 * An expected "no" to staff. `field` is the path of the setting it is about ("rewards.0.points"), null when it is
 * about the whole request; `limit` is the bound that was passed, where there is one.
 */
export type Refusal = { code: RefusalCode; field: string | null; limit: number | null }

export type RefusalCode =
  | "edited-meanwhile"
  | "nothing-changed"
  | "no-rate-for-currency"
  | "unknown-tier"
  | "tiers-do-not-match"
  | "unknown-member"
  | "not-enough-points"
  | "key-used-differently"
  | "unknown-delivery"
  | "body-gone"
  | SettingCode

const settingCodes = [
  "empty",
  "malformed",
  "not-a-number",
  "zero",
  "too-small",
  "too-big",
  "too-short",
  "too-long",
  "too-few",
  "too-many",
  "unknown-currency",
  "currency-listed-twice",
  "id-used-twice",
  "tier-without-threshold",
] as const

type SettingCode = (typeof settingCodes)[number]

export function refuse(code: RefusalCode, field: string | null = null): Refusal[] {
  return [{ code, field, limit: null }]
}

/** What is wrong with settings, setting by setting. */
export function refusalsOf(error: z.ZodError): Refusal[] {
  return error.issues.map((issue) => ({ field: issue.path.join("."), ...problemOf(issue) }))
}

type Problem = { code: SettingCode; limit: number | null }

function problemOf(issue: z.core.$ZodIssue): Problem {
  if (issue.code === "too_small") return tooSmall(issue.origin, Number(issue.minimum))
  if (issue.code === "too_big") return tooBig(issue.origin, Number(issue.maximum))
  if (issue.code === "invalid_type") {
    const isNumber = issue.expected === "number" || issue.expected === "int"
    return { code: isNumber ? "not-a-number" : "malformed", limit: null }
  }
  // A schema's own rules name their code: { error: "currency-listed-twice" }.
  const own = settingCodes.find((code) => code === issue.message)
  return { code: own ?? "malformed", limit: null }
}

function tooSmall(origin: string, limit: number): Problem {
  if (origin === "string")
    return limit === 1 ? { code: "empty", limit: null } : { code: "too-short", limit }
  return { code: origin === "array" ? "too-few" : "too-small", limit }
}

function tooBig(origin: string, limit: number): Problem {
  if (origin === "string") return { code: "too-long", limit }
  return { code: origin === "array" ? "too-many" : "too-big", limit }
}
