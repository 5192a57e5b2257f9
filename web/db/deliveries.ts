import type { Tx } from "./database.ts"

export type DeliveryKey = { brandId: number; shopId: number; deliveryId: string }

/** One webhook as received. `body`: compressed. */
export type StoredDelivery = DeliveryKey & { topic: string; receivedAt: Date; body: Buffer }

/** Stores deliveries once and puts the new ones into the inbox, in one statement. True: was new. */
export async function storeDeliveries(
  tx: Tx,
  deliveries: readonly StoredDelivery[],
): Promise<boolean[]> {
  let offset = 1
  const offsets = deliveries.map(({ body }) => {
    const start = offset
    offset += body.length
    return start
  })
  const { rows } = await tx.query<{ shop_id: number; delivery_id: string }>({
    name: "deliveries-store",
    text: `with stored as (
        insert into deliveries (brand_id, shop_id, delivery_id, received_at, topic, body)
        select d.brand_id, d.shop_id, d.delivery_id, d.received_at, d.topic,
          substring($6::bytea from d.start for d.length)
        from unnest($1::int[], $2::int[], $3::uuid[], $4::timestamptz[], $5::text[], $7::int[], $8::int[])
          as d (brand_id, shop_id, delivery_id, received_at, topic, start, length)
        on conflict do nothing
        returning brand_id, shop_id, delivery_id
      ), waiting as (
        insert into inbox (brand_id, shop_id, delivery_id) select * from stored
      )
      select shop_id, delivery_id from stored`,
    values: [
      ...keyColumns(deliveries),
      deliveries.map((delivery) => delivery.receivedAt.toISOString()),
      deliveries.map((delivery) => delivery.topic),
      Buffer.concat(deliveries.map((delivery) => delivery.body)),
      offsets,
      deliveries.map((delivery) => delivery.body.length),
    ],
  })
  const stored = new Set(rows.map((row) => `${row.shop_id} ${row.delivery_id}`))
  // The same delivery twice in one batch is new once.
  return deliveries.map(({ shopId, deliveryId }) => stored.delete(`${shopId} ${deliveryId}`))
}

/** Takes deliveries out of the inbox, if nobody else holds them; they come back when the transaction fails. */
export async function claimDeliveries(
  tx: Tx,
  keys: readonly DeliveryKey[],
): Promise<DeliveryKey[]> {
  const { rows } = await tx.query<DeliveryKey>({
    name: "inbox-claim",
    text: `delete from inbox i using (
        select i.brand_id, i.shop_id, i.delivery_id
        from unnest($1::int[], $2::int[], $3::uuid[]) as k (brand_id, shop_id, delivery_id)
        join inbox i using (brand_id, shop_id, delivery_id)
        where i.set_aside_at is null
        for update of i skip locked
      ) free
      where i.brand_id = free.brand_id and i.shop_id = free.shop_id and i.delivery_id = free.delivery_id
      returning i.brand_id as "brandId", i.shop_id as "shopId", i.delivery_id as "deliveryId"`,
    values: keyColumns(keys),
  })
  return rows
}

/** Which deliveries wait, whoever received them; those that another worker holds are left out. */
export async function waitingDeliveries(tx: Tx, most: number): Promise<DeliveryKey[]> {
  const { rows } = await tx.query<DeliveryKey>({
    name: "inbox-waiting",
    text: `select brand_id as "brandId", shop_id as "shopId", delivery_id as "deliveryId"
      from inbox where set_aside_at is null limit $1 for update skip locked`,
    values: [most],
  })
  return rows
}

export async function loadDeliveries(
  tx: Tx,
  keys: readonly DeliveryKey[],
): Promise<StoredDelivery[]> {
  const { rows } = await tx.query<StoredDelivery>({
    name: "deliveries-load",
    text: `select d.brand_id as "brandId", d.shop_id as "shopId", d.delivery_id as "deliveryId", d.topic,
        d.received_at as "receivedAt", d.body
      from unnest($1::int[], $2::int[], $3::uuid[]) as k (brand_id, shop_id, delivery_id)
      join deliveries d using (brand_id, shop_id, delivery_id)
      where d.body is not null`,
    values: keyColumns(keys),
  })
  return rows
}

/** Why a delivery was set aside: a code, the field it is about and the value found there. */
export type SetAsideReason = { code: string; field?: string; value?: string }

/** Puts a claimed delivery back into the inbox, out of the drain's way, with its reason. */
export async function setAside(
  tx: Tx,
  { brandId, shopId, deliveryId }: DeliveryKey,
  reason: SetAsideReason,
  now: Date,
): Promise<void> {
  await tx.query({
    name: "inbox-set-aside",
    text: `insert into inbox (brand_id, shop_id, delivery_id, set_aside_at, reason) values ($1, $2, $3, $4, $5)
      on conflict (brand_id, shop_id, delivery_id) do update set set_aside_at = $4, reason = $5`,
    values: [brandId, shopId, deliveryId, now, JSON.stringify(reason, keepable)],
  })
}

/** PostgreSQL keeps neither NUL nor half a surrogate pair; what is wrong with a body may be just that. */
function keepable(_key: string, value: unknown): unknown {
  return typeof value === "string" ? value.replaceAll("\u0000", "\ufffd").toWellFormed() : value
}

function keyColumns(keys: readonly DeliveryKey[]): unknown[] {
  return [
    keys.map((key) => key.brandId),
    keys.map((key) => key.shopId),
    keys.map((key) => key.deliveryId),
  ]
}

/**
 * Empties the raw bodies received before `before`, those set aside excepted: they may still be replayed. A thousand at
 * most, so that no transaction is long. True: there may be more.
 */
export async function forgetOldBodies(tx: Tx, brandId: number, before: Date): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: "deliveries-forget-bodies",
    text: `update deliveries set body = null
      where (brand_id, shop_id, delivery_id) in (
        select d.brand_id, d.shop_id, d.delivery_id from deliveries d
        where d.brand_id = $1 and d.received_at < $2 and d.body is not null
          and not exists (select from inbox i where i.brand_id = d.brand_id and i.shop_id = d.shop_id
            and i.delivery_id = d.delivery_id)
        limit 1000)`,
    values: [brandId, before],
  })
  return rowCount === 1000
}
