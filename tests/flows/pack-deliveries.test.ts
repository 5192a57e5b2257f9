import { expect, it } from "vitest"
import { type Delivery, packDeliveries, unpackDeliveries } from "#web/db/pack-deliveries.ts"

function delivery(index: number, body: Buffer): Delivery {
  return {
    brandId: 1 + (index % 3),
    shopId: 7,
    deliveryId: `5f0c1c3e-3f5a-4c55-9d5e-${String(index).padStart(12, "0")}`,
    topic: "orders/paid",
    receivedAt: new Date(Date.UTC(2026, 3, 1, 0, 0, 0, index)),
    body,
  }
}

it.each([1, 2, 256])("%d deliveries packed together come out as they went in", (count) => {
  const deliveries = Array.from({ length: count }, (_, index) =>
    delivery(index, Buffer.from(`{"order":"№ ${index}","text":"${"x".repeat(index * 30)}"}`)),
  )
  expect(unpackDeliveries(packDeliveries(deliveries))).toEqual(deliveries)
})

it("a body may be empty, or of any bytes, or larger than the room kept for packing", () => {
  const bodies = [Buffer.alloc(0), Buffer.from([0, 255, 10, 13]), Buffer.alloc(5_000_000, "z")]
  const deliveries = bodies.map((body, index) => delivery(index, body))
  expect(unpackDeliveries(packDeliveries(deliveries))).toEqual(deliveries)
})
