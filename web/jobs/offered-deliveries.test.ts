import { expect, it } from "vitest"
import { offeredDeliveries } from "./offered-deliveries.ts"

const delivery = (megabytes: number) => ({
  brandId: 1,
  shopId: 1,
  deliveryId: crypto.randomUUID(),
  topic: "orders/paid",
  body: Buffer.alloc(megabytes * 1024 * 1024),
})

it("a flood of huge orders is held up to 64 MB; there is room again once some are taken", () => {
  const offered = offeredDeliveries()
  offered.put(Array.from({ length: 100 }, () => delivery(2)))
  expect(offered.count()).toBe(32)
  expect(offered.take(10)).toHaveLength(10)
  offered.put(Array.from({ length: 100 }, () => delivery(2)))
  expect(offered.count()).toBe(32)
})

it("small ones are held up to a number", () => {
  const offered = offeredDeliveries()
  offered.put(Array.from({ length: 5_000 }, () => delivery(0)))
  expect(offered.count()).toBe(4_096)
  offered.clear()
  expect(offered.count()).toBe(0)
})
