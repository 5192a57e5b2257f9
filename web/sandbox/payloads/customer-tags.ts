import type { Customer } from "#web/sandbox/state/model.ts"
import { gid } from "./json.ts"

/** customer.tags_added and customer.tags_removed. */
export function tagsPayload(customer: Customer, tags: string[], now: Date) {
  return { customerId: gid("Customer", customer.id), tags, occurredAt: now.toISOString() }
}
