import type { Tx } from "./database.ts"
import type { DeliveryKey, SetAsideReason } from "./deliveries.ts"

/** One delivery that could not be settled. `hasBody` false: emptied after its time, only its heading is left. */
export type SetAsideDelivery = DeliveryKey & {
  topic: string
  receivedAt: Date
  setAsideAt: Date
  reason: SetAsideReason
  hasBody: boolean
}

export type SetAsidePosition = { setAsideAt: string; deliveryId: string }

const columns = `i.brand_id as "brandId", i.shop_id as "shopId", i.delivery_id as "deliveryId", i.topic,
  i.received_at as "receivedAt", i.set_aside_at as "setAsideAt", i.reason, i.body is not null as "hasBody"`

/** The brand's deliveries that were set aside, newest first. */
export async function readSetAside(
  tx: Tx,
  brandId: number,
  { after, limit }: { after: SetAsidePosition | null; limit: number },
): Promise<SetAsideDelivery[]> {
  const { rows } = await tx.query<SetAsideDelivery>({
    name: "set-aside-read",
    text: `select ${columns} from inbox i
      where i.brand_id = $1 and i.set_aside_at is not null
        and ($2::timestamptz is null or (i.set_aside_at, i.delivery_id) < ($2, $3::uuid))
      order by i.set_aside_at desc, i.delivery_id desc limit $4`,
    values: [brandId, after?.setAsideAt ?? null, after?.deliveryId ?? null, limit],
  })
  return rows
}

export async function countSetAside(tx: Tx, brandId: number): Promise<number> {
  const { rows } = await tx.query<{ count: number }>({
    name: "set-aside-count",
    text: "select count(*)::int as count from inbox where brand_id = $1 and set_aside_at is not null",
    values: [brandId],
  })
  return rows[0]!.count
}

/** One delivery that was set aside, held until the transaction ends; null when there is none by that id. */
export async function lockSetAside(
  tx: Tx,
  brandId: number,
  deliveryId: string,
): Promise<SetAsideDelivery | null> {
  const { rows } = await tx.query<SetAsideDelivery>({
    name: "set-aside-lock",
    text: `select ${columns} from inbox i
      where i.brand_id = $1 and i.delivery_id = $2 and i.set_aside_at is not null for update of i`,
    values: [brandId, deliveryId],
  })
  return rows[0] ?? null
}

/** Lets the drain have it again. */
export async function putBack(tx: Tx, delivery: DeliveryKey): Promise<void> {
  await tx.query({
    name: "set-aside-put-back",
    text: `update inbox set set_aside_at = null, reason = null
      where brand_id = $1 and shop_id = $2 and delivery_id = $3`,
    values: [delivery.brandId, delivery.shopId, delivery.deliveryId],
  })
}

export async function takeOut(tx: Tx, delivery: DeliveryKey): Promise<void> {
  await tx.query({
    name: "set-aside-take-out",
    text: "delete from inbox where brand_id = $1 and shop_id = $2 and delivery_id = $3",
    values: [delivery.brandId, delivery.shopId, delivery.deliveryId],
  })
}
