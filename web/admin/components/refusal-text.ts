import type { Refusal } from "#web/admin/api/request.ts"
import type { Words } from "#web/admin/words/words.ts"

/** Limits of amounts are in minor units: they are not shown as they are. */
const withoutLimit = new Set(["too-small", "too-big", "not-a-number"])

/** A refusal in words, for the merchant who can mend it. */
export function refusalText({ code }: Pick<Words, "code">, refusal: Refusal): string {
  const isAmount = refusal.field?.endsWith("Minor") && withoutLimit.has(refusal.code)
  const name = isAmount ? `${refusal.code}-amount` : refusal.code
  return code("refusal", name, { limit: refusal.limit ?? 0 })
}
