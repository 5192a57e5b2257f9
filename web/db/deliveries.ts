import { promisify } from "node:util"
import { zstdCompress, zstdDecompress } from "node:zlib"
import type { Tx } from "./database.ts"
import type { Delivery } from "./pack-deliveries.ts"

export type DeliveryKey = { brandId: number; shopId: number; deliveryId: string }

/** Deliveries that somebody wants replayed and that nobody else holds; those whose bodies cannot be opened stay. */
export async function deliveriesToReplay(tx: Tx, most: number): Promise<Delivery[]> {
  const { rows } = await tx.query<Delivery>({
    name: "inbox-to-replay",
    text: `select brand_id as "brandId", shop_id as "shopId", delivery_id as "deliveryId", topic,
        received_at as "receivedAt", body
      from inbox where set_aside_at is null and body is not null limit $1 for update skip locked`,
    values: [most],
  })
  const opened = rows.map(async (row) => ({ ...row, body: await decompress(row.body) }))
  const tried = await Promise.allSettled(opened)
  return tried.flatMap((one) => (one.status === "fulfilled" ? one.value : []))
}

/** Takes deliveries to be replayed out of the inbox. Answers those that were still there. */
export async function claimReplays(tx: Tx, keys: readonly DeliveryKey[]): Promise<DeliveryKey[]> {
  const { rows } = await tx.query<DeliveryKey>({
    name: "inbox-claim-replays",
    text: `delete from inbox i
      using unnest($1::int[], $2::int[], $3::uuid[]) as k (brand_id, shop_id, delivery_id)
      where (i.brand_id, i.shop_id, i.delivery_id) = (k.brand_id, k.shop_id, k.delivery_id)
        and i.set_aside_at is null
      returning i.brand_id as "brandId", i.shop_id as "shopId", i.delivery_id as "deliveryId"`,
    values: keyColumns(keys),
  })
  return rows
}

/** Why a delivery was set aside: a code, the field it is about and the value found there. */
export type SetAsideReason = { code: string; field?: string; value?: string }

/** Puts a delivery into the inbox with its reason, for somebody to look at. */
export async function setAside(
  tx: Tx,
  { brandId, shopId, deliveryId, topic, receivedAt, body }: Delivery,
  reason: SetAsideReason,
  now: Date,
): Promise<void> {
  const packed = await compress(body)
  await tx.query({
    name: "inbox-set-aside",
    text: `insert into inbox (brand_id, shop_id, delivery_id, topic, received_at, body, set_aside_at, reason)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      on conflict (brand_id, shop_id, delivery_id) do update set set_aside_at = $7, reason = $8`,
    values: [
      ...[brandId, shopId, deliveryId, topic, receivedAt, packed, now],
      JSON.stringify(reason, keepable),
    ],
  })
}

const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)

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
