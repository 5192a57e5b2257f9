import type { OrderSnapshot } from "#web/core/orders/order-snapshot.ts"
import { PlatformError } from "#web/platforms/platform.ts"
import type { AdminClient } from "./client.ts"
import { readOperation } from "./documents.ts"
import { gid } from "./ids.ts"
import { nodes, orderBody, type RefundParts } from "./order-body.ts"
import { readOrder } from "./read-order.ts"
import type { Reader } from "./reader.ts"

const orderQuery = readOperation("order")
const refundQuery = readOperation("refund")
const tipsQuery = readOperation("order-tips")

/** A restart for each time the order changed under our hands. */
const tries = 4

/**
 * The order as it is now, the same as its next webhook would tell; null when there is none of this id. One call, and
 * one more for each refund. What changes while we read can only make the snapshot newer than it says: the next one
 * replaces it.
 */
export async function fetchOrder(
  client: AdminClient,
  orderId: string,
): Promise<OrderSnapshot | null> {
  const id = gid("Order", orderId)
  for (let attempt = 0; attempt < tries; attempt++) {
    const pages = await readPages(client, id)
    if (pages === null) return null
    if (pages === "changed") continue
    const { order, lines } = pages
    const refunds: RefundParts[] = []
    for (const refund of order.list("refunds")) {
      refunds.push(await readRefund(client, refund.text("id")))
    }
    const tipLineIds = await readTips(client, id, order)
    return readOrder(orderBody({ order, lines, refunds, tipLineIds }))
  }
  throw new PlatformError("order-keeps-changing", { retryable: true })
}

/** All lines of the order; "changed" when it was edited between two pages, which could tear it. */
async function readPages(
  client: AdminClient,
  id: string,
): Promise<{ order: Reader; lines: Reader[] } | "changed" | null> {
  const lines: Reader[] = []
  let first: Reader | null = null
  for (let after: string | null = null; ; ) {
    const order = (await client.request(orderQuery, { id, after })).child("order")
    if (!order) return null
    first ??= order
    if (order.text("updatedAt") !== first.text("updatedAt")) return "changed"
    lines.push(...nodes(order, "lineItems"))
    after = nextPage(order, "lineItems")
    if (after === null) return { order: first, lines }
  }
}

async function readRefund(client: AdminClient, id: string): Promise<RefundParts> {
  const lines: Reader[] = []
  for (let after: string | null = null; ; ) {
    const refund = (await client.request(refundQuery, { id, after })).child("refund")
    if (!refund) throw new PlatformError("order-keeps-changing", { retryable: true })
    lines.push(...nodes(refund, "refundLineItems"))
    after = nextPage(refund, "refundLineItems")
    if (after === null) return { refund, lines }
  }
}

/** Tips are given when the order is placed, so its first agreement holds their sales. */
async function readTips(client: AdminClient, id: string, order: Reader): Promise<Set<string>> {
  const tips = new Set<string>()
  const received = order.child("totalTipReceivedSet")?.child("shopMoney")?.text("amount") ?? "0"
  if (Number(received) === 0) return tips
  for (let after: string | null = null; ; ) {
    const found = (await client.request(tipsQuery, { id, after })).child("order")
    const [agreement] = found ? nodes(found, "agreements") : []
    if (!agreement) return tips
    for (const sale of nodes(agreement, "sales")) {
      const line = sale.child("lineItem")
      if (line) tips.add(line.text("id"))
    }
    after = nextPage(agreement, "sales")
    if (after === null) return tips
  }
}

/** The cursor of the next page of a connection, or null. */
function nextPage(parent: Reader, connection: string): string | null {
  const page = parent.child(connection)?.child("pageInfo")
  return page?.flag("hasNextPage") ? page.text("endCursor") : null
}
