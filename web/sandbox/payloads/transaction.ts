import { amountText, decimalText } from "#web/sandbox/commerce/money.ts"
import type { Order, Shop, Transaction } from "#web/sandbox/state/model.ts"
import { gid } from "./json.ts"
import { shopTime } from "./shop-time.ts"

export function transactionPayload(shop: Shop, order: Order, transaction: Transaction) {
  const at = shopTime(transaction.createdAt, shop.timeZone)
  const nothing = { amount: decimalText(0, order.currency), currency: order.currency }
  return {
    id: BigInt(transaction.id),
    order_id: BigInt(order.id),
    kind: transaction.kind,
    gateway: transaction.gateway,
    status: transaction.status,
    message: transaction.kind === "refund" ? "Bogus Gateway: Forced success" : null,
    created_at: at,
    test: order.test,
    authorization: null,
    location_id: null,
    user_id: null,
    parent_id: transaction.parentId && BigInt(transaction.parentId),
    processed_at: at,
    device_id: null,
    error_code: null,
    source_name: order.sourceName,
    receipt: {},
    amount: amountText(transaction.amountMinor, order.currency),
    currency: order.currency,
    payment_id: `${order.name}.${transactionNumber(order, transaction)}`,
    total_unsettled_set: { presentment_money: nothing, shop_money: nothing },
    manual_payment_gateway: false,
    amount_rounding: null,
    admin_graphql_api_id: gid("OrderTransaction", transaction.id),
  }
}

function transactionNumber(order: Order, transaction: Transaction): number {
  const all = [...order.transactions, ...order.refunds.flatMap((refund) => refund.transactions)]
  const index = all.findIndex((one) => one.id === transaction.id)
  return index < 0 ? all.length + 1 : index + 1
}
