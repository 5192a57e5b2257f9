import type { OrderState } from "#web/core/orders/order-snapshot.ts"
import {
  decodeLines,
  type NoPointsReason,
  type SettledLine,
} from "#web/core/orders/settled-order.ts"
import type { Tx } from "./database.ts"

/** An order as screens show it: what it earned, line by line, or why it earned nothing. */
export type OrderOnScreen = {
  shopId: number
  orderId: string
  memberId: string | null
  name: string
  placedAt: Date
  state: OrderState
  currency: string
  points: number
  reason: NoPointsReason | null
  programVersion: number
  lines: SettledLine[]
}

export type OrderPosition = { shopId: number; orderId: string }

export type OrderFilter = { memberId: string | null; onlyWithoutPoints: boolean }

/** Newest first: platforms number their orders upwards, and the key's own index serves. */
export async function readOrders(
  tx: Tx,
  brandId: number,
  filter: OrderFilter,
  { after, limit }: { after: OrderPosition | null; limit: number },
): Promise<OrderOnScreen[]> {
  // Not named: the plan should follow the filter.
  const { rows } = await tx.query<OrderRow>({
    text: `select shop_id, order_id, member_id, name, placed_at, state, currency, points, reason, program_version, lines
      from orders
      where brand_id = $1
        and ($2::bigint is null or member_id = $2)
        and (not $3::boolean or points = 0)
        and ($4::int is null or (shop_id, order_id) < ($4, $5::bigint))
      order by shop_id desc, order_id desc limit $6`,
    values: [
      brandId,
      filter.memberId,
      filter.onlyWithoutPoints,
      after?.shopId ?? null,
      after?.orderId ?? null,
      limit,
    ],
  })
  return rows.map(orderOf)
}

/** How many of the brand's orders earned points. */
export async function countEarningOrders(tx: Tx, brandId: number): Promise<number> {
  const { rows } = await tx.query<{ count: string }>({
    name: "orders-count-earning",
    text: "select count(*) as count from orders where brand_id = $1 and points > 0",
    values: [brandId],
  })
  return Number(rows[0]!.count)
}

type OrderRow = {
  shop_id: number
  order_id: string
  member_id: string | null
  name: string
  placed_at: Date
  state: OrderState
  currency: string
  points: string
  reason: string
  program_version: number
  lines: string
}

function orderOf(row: OrderRow): OrderOnScreen {
  return {
    shopId: row.shop_id,
    orderId: row.order_id,
    memberId: row.member_id,
    name: row.name,
    placedAt: row.placed_at,
    state: row.state,
    currency: row.currency,
    points: Number(row.points),
    reason: (row.reason || null) as NoPointsReason | null,
    programVersion: row.program_version,
    lines: decodeLines(row.lines),
  }
}
