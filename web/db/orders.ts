import type { OrderState } from "#web/core/orders/order-snapshot.ts"
import {
  encodeLines,
  type NoPointsReason,
  type SettledLine,
} from "#web/core/orders/settled-order.ts"
import { instantArray, plainArray } from "./array-literal.ts"
import type { Tx } from "./database.ts"

export type OrderKey = { brandId: number; shopId: number; orderId: string }

/** An order as it stands. `programVersion` 0: placed before the programme was live. */
export type OrderRow = OrderKey & {
  memberId: string | null
  placedAt: Date
  modifiedAt: Date
  points: number
  programVersion: number
  revision: number
  state: OrderState
  currency: string
  name: string
  lines: SettledLine[]
  reason: NoPointsReason | null
}

/** An order row as stored: lines still as text, since most are only compared. */
export type StoredOrder = {
  brand_id: number
  shop_id: number
  order_id: string
  member_id: string | null
  modified_at: Date
  points: string
  program_version: number
  revision: number
  state: OrderState
  lines: string
  reason: string
}

/** Reads and locks the orders, in one stable order. Those not there yet are simply absent. */
export async function lockOrders(tx: Tx, keys: readonly OrderKey[]): Promise<StoredOrder[]> {
  const { rows } = await tx.query<StoredOrder>({
    name: "orders-lock",
    text: `select o.brand_id, o.shop_id, o.order_id, o.member_id, o.modified_at, o.points, o.program_version,
        o.revision, o.state, o.lines, o.reason
      from unnest($1::int[], $2::int[], $3::bigint[]) as k (brand_id, shop_id, order_id)
      join orders o using (brand_id, shop_id, order_id)
      order by o.brand_id, o.shop_id, o.order_id
      for update of o`,
    values: [
      plainArray(keys.map((key) => key.brandId)),
      plainArray(keys.map((key) => key.shopId)),
      plainArray(keys.map((key) => key.orderId)),
    ],
  })
  return rows
}

/**
 * Writes new and changed orders. A changed one must stand exactly one revision or snapshot before: returns how many
 * were written, and a caller that reads fewer than it sent has lost a race and starts again.
 */
export async function saveOrders(
  tx: Tx,
  orders: readonly (OrderRow & { isNew: boolean })[],
): Promise<number> {
  const added = orders.filter((order) => order.isNew)
  const changed = orders.filter((order) => !order.isNew)
  const insert = added.length ? await tx.query({ ...insertOrders, values: columns(added) }) : null
  const update = changed.length
    ? await tx.query({ ...updateOrders, values: columns(changed) })
    : null
  return (insert?.rowCount ?? 0) + (update?.rowCount ?? 0)
}

const rowsOf = `unnest($1::int[], $2::int[], $3::bigint[], $4::bigint[], $5::timestamptz[], $6::timestamptz[],
    $7::bigint[], $8::int[], $9::int[], $10::order_state[], $11::text[], $12::text[], $13::text[], $14::text[])
  as n (brand_id, shop_id, order_id, member_id, placed_at, modified_at, points, program_version, revision, state,
    currency, name, lines, reason)`

const insertOrders = {
  name: "orders-insert",
  text: `insert into orders (brand_id, shop_id, order_id, member_id, placed_at, modified_at, points, program_version,
      revision, state, currency, name, lines, reason)
    select n.* from ${rowsOf}
    on conflict do nothing`,
}

const updateOrders = {
  name: "orders-update",
  text: `update orders o set member_id = n.member_id, modified_at = n.modified_at, points = n.points,
      revision = n.revision, state = n.state, lines = n.lines, reason = n.reason
    from ${rowsOf}
    where o.brand_id = n.brand_id and o.shop_id = n.shop_id and o.order_id = n.order_id`,
}

function columns(orders: readonly OrderRow[]): unknown[] {
  return [
    plainArray(orders.map((order) => order.brandId)),
    plainArray(orders.map((order) => order.shopId)),
    plainArray(orders.map((order) => order.orderId)),
    plainArray(orders.map((order) => order.memberId)),
    instantArray(orders.map((order) => order.placedAt)),
    instantArray(orders.map((order) => order.modifiedAt)),
    plainArray(orders.map((order) => order.points)),
    plainArray(orders.map((order) => order.programVersion)),
    plainArray(orders.map((order) => order.revision)),
    plainArray(orders.map((order) => order.state)),
    plainArray(orders.map((order) => order.currency)),
    orders.map((order) => order.name),
    plainArray(orders.map((order) => encodeLines(order.lines) || '""')),
    plainArray(orders.map((order) => order.reason ?? '""')),
  ]
}
