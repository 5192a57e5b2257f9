import type { Member } from "#web/admin/api/members.ts"
import type { Words } from "#web/admin/words/words.ts"

/** What to call a member: by name, else by how they can be reached, else by number. */
export function memberName(member: Member, t: Words["t"]): string {
  return member.name ?? member.email ?? member.phone ?? t("members.nameless", { id: member.id })
}
