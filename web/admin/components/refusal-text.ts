import type { Refusal } from "#web/admin/api/request.ts"
import type { Words } from "#web/admin/words/words.ts"

/** A refusal in words, for the merchant who can mend it. */
export function refusalText({ code }: Pick<Words, "code">, refusal: Refusal): string {
  return code("refusal", refusal.code, { limit: refusal.limit ?? 0 })
}
