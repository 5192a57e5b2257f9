import { writeAudit } from "#web/db/audit-log.ts"
import { lockSetAside, putBack, takeOut } from "#web/db/set-aside-deliveries.ts"
import type { Staff, StaffDeps } from "./edit-program.ts"
import { type Refusal, refuse } from "./refusal.ts"

export type ReplayDeps = StaffDeps & { onDeliveryReplayed: () => void }

export type Replayed = { ok: true } | { ok: false; refusals: Refusal[] }

/**
 * Puts a delivery that was set aside back into the inbox: it is settled as if it had just come, and set aside again
 * when its cause is still there. A body that was emptied after its time cannot be replayed.
 */
export async function replayDelivery(
  deps: ReplayDeps,
  staff: Staff,
  deliveryId: string,
): Promise<Replayed> {
  const replayed = await deps.db.withBrand(staff.brandId, async (tx): Promise<Replayed> => {
    const delivery = await lockSetAside(tx, staff.brandId, deliveryId)
    if (!delivery) return { ok: false, refusals: refuse("unknown-delivery") }
    if (!delivery.hasBody) return { ok: false, refusals: refuse("body-gone") }
    await putBack(tx, delivery)
    const entry = { ...staff, action: "delivery-replayed", subject: `delivery ${deliveryId}` }
    await writeAudit(tx, entry, deps.now())
    return { ok: true }
  })
  if (replayed.ok) deps.onDeliveryReplayed()
  return replayed
}

/** Takes a delivery off the list of what was set aside; what was received is kept. For what nobody can repair. */
export function dismissDelivery(
  deps: StaffDeps,
  staff: Staff,
  deliveryId: string,
): Promise<Replayed> {
  return deps.db.withBrand(staff.brandId, async (tx): Promise<Replayed> => {
    const delivery = await lockSetAside(tx, staff.brandId, deliveryId)
    if (!delivery) return { ok: false, refusals: refuse("unknown-delivery") }
    await takeOut(tx, delivery)
    const entry = { ...staff, action: "delivery-dismissed", subject: `delivery ${deliveryId}` }
    await writeAudit(tx, entry, deps.now())
    return { ok: true }
  })
}
