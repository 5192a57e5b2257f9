import { secondsIso } from "#web/sandbox/clock.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Order } from "#web/sandbox/state/model.ts"
import { orderTotals } from "./order-totals.ts"
import { saveOrder } from "./save-order.ts"

export type MarkPaidResult =
  | { ok: true; order: Order }
  | { ok: false; reason: "nothing-owed" | "cancelled" }

/** Takes what is owed (captures what was authorized): orders/paid and orders/updated. */
export function markPaid(context: SandboxContext, order: Order): MarkPaidResult {
  if (order.cancelledAt) return { ok: false, reason: "cancelled" }
  const amountMinor = orderTotals(order).outstandingMinor
  if (amountMinor <= 0) return { ok: false, reason: "nothing-owed" }
  return context.root.transaction(() => {
    const authorization = order.transactions.find((one) => one.kind === "authorization")
    const changed: Order = {
      ...order,
      financialStatus: "paid",
      transactions: [
        ...order.transactions.filter((one) => one.status === "success"),
        {
          id: context.root.nextId(),
          kind: authorization ? "capture" : "sale",
          status: "success",
          gateway: order.gateway,
          amountMinor,
          parentId: authorization?.id ?? null,
          createdAt: secondsIso(context.clock.now()),
        },
      ],
    }
    const saved = saveOrder(context, changed, { topics: ["orders/paid", "orders/updated"] })
    return { ok: true, order: saved }
  })
}
