import type { PlatformCustomer } from "#web/platforms/platform.ts"
import type { AdminClient } from "./client.ts"
import { readOperation } from "./documents.ts"
import { gid, idOf } from "./ids.ts"

const customerQuery = readOperation("customer")

/** The customer as the shop knows them now; null when there is none of this id. */
export async function fetchCustomer(
  client: AdminClient,
  customerId: string,
): Promise<PlatformCustomer | null> {
  const id = gid("Customer", customerId)
  const customer = (await client.request(customerQuery, { id })).child("customer")
  if (!customer) return null
  const names = [customer.optionalText("firstName"), customer.optionalText("lastName")]
  return {
    customerId: idOf(customer.text("id")),
    // Since 2026-10 the first sign-in enables a customer, whatever kind of account the shop uses.
    hasAccount: customer.text("state") === "ENABLED",
    email: customer.child("defaultEmailAddress")?.text("emailAddress") ?? null,
    phone: customer.child("defaultPhoneNumber")?.text("phoneNumber") ?? null,
    name: names.filter(Boolean).join(" ") || null,
    locale: customer.optionalText("locale"),
    modifiedAt: customer.instant("updatedAt"),
  }
}
