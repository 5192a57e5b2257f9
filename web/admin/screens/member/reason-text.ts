import type { Reason } from "#web/admin/api/members.ts"
import type { Words } from "#web/admin/words/words.ts"

/** Why points moved, in words: "Earned with order #1042". */
export function reasonText({ t, code }: Pick<Words, "t" | "code">, reason: Reason): string {
  return code("reason", reason.code, {
    order: reason.order ?? t("reason.an-order"),
    reward: reason.reward ?? t("reason.a-reward"),
  })
}
