import { webhookHeaders } from "#tests/support/sign-shopify.ts"
import { apiSecret } from "./app-process.ts"
import type { Delivery } from "./trade.ts"

/** What happened to the deliveries: those answered 200, and answers that no sender may get. */
export type Sent = { acknowledged: Set<string>; customers: Set<string>; strange: string[] }

/** As Shopify waits for an answer. */
const patienceMs = 5_000

/**
 * Sends deliveries as Shopify does, some at a time: each again and again until it is answered with 200.
 * `onAcknowledged` hears of every 200, with the moment its request was begun.
 */
export async function sendAll(
  origin: string,
  domain: string,
  deliveries: readonly Delivery[],
  options: { atOnce: number; onAcknowledged: (begunAt: number, count: number) => void },
): Promise<Sent> {
  const sent: Sent = { acknowledged: new Set(), customers: new Set(), strange: [] }
  const waiting = deliveries.values()
  let count = 0

  async function sendNext(): Promise<void> {
    for (const delivery of waiting) {
      const begunAt = await sendUntilTaken(origin, domain, delivery, sent.strange)
      sent.acknowledged.add(delivery.id)
      sent.customers.add(delivery.customerId)
      options.onAcknowledged(begunAt, ++count)
    }
  }
  await Promise.all(Array.from({ length: options.atOnce }, sendNext))
  return sent
}

/** Resolves to the moment at which the request that was answered with 200 was begun. */
async function sendUntilTaken(
  origin: string,
  domain: string,
  { id, topic, body }: Delivery,
  strange: string[],
): Promise<number> {
  const raw = body()
  const init = {
    method: "POST",
    headers: webhookHeaders({ domain, topic, id }, raw, apiSecret),
    body: raw,
  }
  for (let pauseMs = 20; ; pauseMs = Math.min(250, pauseMs * 2)) {
    const begunAt = performance.now()
    const status = await statusOf(`${origin}/webhooks/shopify`, init)
    if (status === 200) return begunAt
    if (status && status !== 503) strange.push(`a delivery was answered with ${status}`)
    await new Promise((done) => setTimeout(done, pauseMs))
  }
}

/** Null: no answer came. */
async function statusOf(url: string, init: RequestInit): Promise<number | null> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(patienceMs) })
    await response.arrayBuffer()
    return response.status
  } catch {
    return null
  }
}
