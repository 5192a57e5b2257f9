import type { Tx } from "./database.ts"

/** Who of the shop's staff did what to what. `actor` is the platform's staff id; codes only, no personal data. */
export type AuditEntry = {
  brandId: number
  actor: string
  action: string
  subject: string
  details?: Record<string, string | number | boolean | null>
}

/** Writes down what staff did, in the transaction that did it. */
export async function writeAudit(tx: Tx, entry: AuditEntry, now: Date): Promise<void> {
  await tx.query({
    name: "audit-write",
    text: `insert into audit_log (brand_id, actor, action, subject, details, created_at)
      values ($1, $2, $3, $4, $5, $6)`,
    values: [
      entry.brandId,
      entry.actor,
      entry.action,
      entry.subject,
      JSON.stringify(entry.details ?? {}),
      now,
    ],
  })
}
