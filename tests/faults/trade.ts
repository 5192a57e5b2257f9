import { randomUUID } from "node:crypto"
import {
  type BodyLine,
  type BodyOrder,
  orderBody,
  sampleBody,
} from "#tests/support/shopify-order.ts"
import type { Chance } from "./chance.ts"

/** One webhook to send, as often as it takes. */
export type Delivery = { id: string; topic: string; customerId: string; body: () => string }

/** What the books must say of an order in the end, and the most that it was ever worth. */
export type Worth = { orderId: string; customerId: string; points: number; mostPoints: number }

export type Trade = { deliveries: Delivery[]; orders: Worth[]; customerIds: string[] }

const refundShare = 0.1
const editShare = 0.1
const duplicateShare = 0.1

/**
 * A busy while in a shop: `count` orders of few members, each told when placed and when paid, a tenth edited, a
 * tenth refunded in part or whole, a tenth of all deliveries sent twice (half of those under a new id), all shuffled. The worth of each order
 * is worked out here from the very cents it was made of, by no code of the product: a point per dollar, rounded down.
 */
export function makeTrade(chance: Chance, run: number, count: number): Trade {
  const customerIds = Array.from({ length: Math.max(10, count / 20) }, (_, n) => String(5_000 + n))
  const orders: Worth[] = []
  const placed: { place: number; delivery: Delivery }[] = []
  for (let index = 0; index < count; index++) {
    const customerId = chance.pick(customerIds)
    // Beyond 2^53, as a platform's ids may be.
    const orderId = String(9_100_000_000_000_000_000n + BigInt(run) * 1_000_000n + BigInt(index))
    const { stages, points, mostPoints } = makeLife(chance, orderId, customerId, index)
    orders.push({ orderId, customerId, points, mostPoints })
    for (const { topic, body, after } of stages) {
      const place = index + chance.whole(40) + after * chance.whole(count / 3)
      const delivery = { id: randomUUID(), topic, customerId, body }
      placed.push({ place, delivery })
      if (!chance.happens(duplicateShare)) continue
      const id = chance.happens(0.5) ? delivery.id : randomUUID()
      placed.push({ place: place + chance.whole(60), delivery: { ...delivery, id } })
    }
  }
  placed.sort((a, b) => a.place - b.place)
  return { deliveries: placed.map(({ delivery }) => delivery), orders, customerIds }
}

type Stage = { topic: string; body: () => string; after: number }

function makeLife(chance: Chance, orderId: string, customerId: string, index: number) {
  const lines = Array.from({ length: 1 + chance.whole(3) }, (_, line) => ({
    id: `1${orderId.slice(-9)}${line + 1}`,
    cents: 500 + chance.whole(8_500),
    quantity: 1 + chance.whole(2),
    discountCents: chance.happens(0.2) ? chance.whole(400) : 0,
  }))
  const netOf = ({ cents, quantity, discountCents }: (typeof lines)[number]) =>
    cents * quantity - discountCents
  const total = lines.reduce((sum, line) => sum + netOf(line), 0)
  const at = (second: number) => new Date(Date.UTC(2026, 2, 1) + index * 60_000 + second * 1_000)
  const order: BodyOrder = { id: orderId, customerId, lines: lines.map(written), placedAt: at(0) }
  const told = (changes: Partial<BodyOrder>) => () =>
    JSON.stringify(orderBody({ ...order, ...changes }))

  const paidAtOnce = chance.happens(0.7)
  const stages: Stage[] = [
    { topic: "orders/create", body: told({ status: paidAtOnce ? "paid" : "pending" }), after: 0 },
    { topic: "orders/paid", body: told({ updatedAt: at(1) }), after: 0 },
  ]
  // An edit that takes a line out: only its time tells that it is the newer of two.
  const kept = chance.happens(editShare) ? lines.slice(0, Math.max(1, lines.length - 1)) : lines
  if (kept.length < lines.length) {
    const changes = { lines: kept.map(written), updatedAt: at(20) }
    stages.push({ topic: "orders/updated", body: told(changes), after: 1 })
  }
  let left = kept.reduce((sum, line) => sum + netOf(line), 0)
  if (chance.happens(refundShare)) {
    const line = chance.pick(kept)
    const cents = chance.happens(0.5) ? netOf(line) : chance.whole(netOf(line)) + 1
    const refund = {
      id: `1${orderId.slice(-9)}`,
      lines: [{ lineId: line.id, subtotal: dollars(cents) }],
    }
    left -= cents
    const changes: Partial<BodyOrder> = {
      lines: kept.map(written),
      refunds: [refund],
      status: "partially_refunded",
      updatedAt: at(30),
    }
    stages.push({ topic: "orders/updated", body: told(changes), after: 1 })
    stages.push({ topic: "refunds/create", body: () => refundHint(orderId, at(30)), after: 1 })
  }
  return { stages, points: Math.floor(left / 100), mostPoints: Math.floor(total / 100) }
}

type Line = { id: string; cents: number; quantity: number; discountCents: number }

function written({ id, cents, quantity, discountCents }: Line): BodyLine {
  const line = { id, price: dollars(cents), quantity }
  return discountCents ? { ...line, discount: dollars(discountCents) } : line
}

function dollars(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`
}

function refundHint(orderId: string, at: Date): string {
  return sampleBody("refunds/create")
    .replaceAll("820982911946154508", orderId)
    .replaceAll("2021-12-31T19:00:00-05:00", at.toISOString())
}
