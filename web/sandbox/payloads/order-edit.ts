import type { Order, OrderEdit, Shop } from "#web/sandbox/state/model.ts"
import { shopTime } from "./shop-time.ts"

/** orders/edited: which lines changed by how many pieces, nothing more. */
export function orderEditPayload(shop: Shop, order: Order, edit: OrderEdit) {
  const at = shopTime(edit.committedAt, shop.timeZone)
  const deltas = (list: OrderEdit["additions"]) =>
    list.map(({ lineId, delta }) => ({ id: BigInt(lineId), delta }))
  return {
    order_edit: {
      id: BigInt(edit.id),
      app_id: null,
      created_at: at,
      committed_at: at,
      notify_customer: false,
      order_id: BigInt(order.id),
      staff_note: edit.staffNote,
      user_id: null,
      line_items: { additions: deltas(edit.additions), removals: deltas(edit.removals) },
      discounts: { line_item: { additions: [], removals: [] } },
      shipping_lines: { additions: [], removals: [] },
    },
  }
}
