import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Order } from "#web/sandbox/state/model.ts"

/** Deletes an order, as merchants do with test orders: orders/delete. */
export function deleteOrder(context: SandboxContext, order: Order): void {
  context.store.orders.delete(order.id)
  context.send("orders/delete", { id: BigInt(order.id) })
}
