import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Order, Refund } from "#web/sandbox/state/model.ts"

/** A refund with its order; looked for among the orders that changed last, where it nearly always is. */
export function findRefund(
  context: SandboxContext,
  id: string,
): { order: Order; refund: Refund } | null {
  let last: Order | null = null
  for (;;) {
    const orders: Order[] = context.store.orders.page({
      orderBy: "updatedAt",
      reverse: true,
      limit: 100,
      ...(last ? { after: { value: last.updatedAt, id: last.id } } : {}),
    })
    for (const order of orders) {
      const refund = order.refunds.find((one) => one.id === id)
      if (refund) return { order, refund }
    }
    last = orders.at(-1) ?? null
    if (!last) return null
  }
}
