import { gid } from "#web/sandbox/payloads/json.ts"
import type { Order, Transaction } from "#web/sandbox/state/model.ts"
import { moneyBag } from "./money.ts"

export function transactionObject(order: Order, transaction: Transaction) {
  const parent = order.transactions.find((one) => one.id === transaction.parentId)
  return {
    __typename: "OrderTransaction",
    id: gid("OrderTransaction", transaction.id),
    kind: transaction.kind.toUpperCase(),
    status: transaction.status.toUpperCase(),
    gateway: transaction.gateway,
    formattedGateway: transaction.gateway,
    amountSet: moneyBag(transaction.amountMinor, order.currency),
    createdAt: transaction.createdAt,
    processedAt: transaction.createdAt,
    test: order.test,
    manualPaymentGateway: false,
    errorCode: null,
    paymentId: null,
    parentTransaction: (): object | null => (parent ? transactionObject(order, parent) : null),
  }
}
