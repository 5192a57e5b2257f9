import { normalEmail, normalPhone } from "#web/core/members/identity-of.ts"
import type { Shop } from "#web/core/shop.ts"
import type { Tx } from "#web/db/database.ts"
import { findOrCreateMembers, updateContacts } from "#web/db/members.ts"
import type { PlatformCustomer, PlatformEvent } from "#web/platforms/platform.ts"

/**
 * Whoever has an account is a member (E1): made at the first word of it, with the contact details kept current. A
 * customer without an account is not one yet.
 */
export async function customerChanged(
  tx: Tx,
  events: readonly { shop: Shop; event: PlatformEvent }[],
  now: Date,
): Promise<void> {
  const members = events.flatMap(({ shop, event }) =>
    event.kind === "customer" && event.customer.hasAccount ? [{ shop, ...event.customer }] : [],
  )
  if (!members.length) return
  const memberIds = await findOrCreateMembers(tx, members.map(wanted), now)
  await updateContacts(
    tx,
    members.map((member, index) => ({
      brandId: member.shop.brandId,
      memberId: memberIds[index]!,
      email: normalEmail(member.email),
      phone: normalPhone(member.phone),
      name: member.name,
      modifiedAt: member.modifiedAt,
    })),
  )
}

function wanted({ shop, customerId, ...customer }: PlatformCustomer & { shop: Shop }) {
  return {
    brandId: shop.brandId,
    identity: { kind: "customer" as const, shopId: shop.shopId, value: customerId },
    buyer: { customerId, ...customer },
  }
}
