import { readFileSync } from "node:fs"
import { parse } from "smol-toml"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type TestApp, testApp } from "#tests/support/app.ts"
import { plainProgram, publishVersion, testBrand } from "#tests/support/brand.ts"
import { sampleBody } from "#tests/support/shopify-order.ts"
import { decodeLines } from "#web/core/orders/settled-order.ts"
import type { Shop } from "#web/core/shop.ts"

type Subscription = { topics?: string[]; compliance_topics?: string[] }
const app = parse(readFileSync("shopify.app.toml", "utf8")) as {
  webhooks: { subscriptions: Subscription[] }
}
const topics = app.webhooks.subscriptions.flatMap((one) => [
  ...(one.topics ?? []),
  ...(one.compliance_topics ?? []),
])

let running: TestApp
let shop: Shop

beforeAll(async () => {
  running = await testApp()
  shop = await testBrand(running)
  await publishVersion(running, shop.brandId, plainProgram(), "2020-01-15T00:00:00Z")
})
afterAll(() => running.close())

describe("Shopify's own sample of every topic that we subscribe to", () => {
  it.each(topics)("%s is accepted and read", async (topic) => {
    expect((await running.deliver(shop, topic, sampleBody(topic))).status).toBe(200)
    await running.drained()
    expect(await running.setAsideOf(shop)).toEqual([])
  })

  it("keeps ids above 2^53 to the last digit", async () => {
    const orderId = "820982911946154508"
    expect(BigInt(orderId)).toBeGreaterThan(2n ** 53n)
    expect(Number(orderId).toFixed()).not.toBe(orderId)
    const { rows } = await running.owner.query(
      "select order_id, lines, reason from orders where brand_id = $1",
      [shop.brandId],
    )
    expect(rows).toMatchObject([{ order_id: orderId, reason: "test-order" }])
    const ids = decodeLines(rows[0].lines).flatMap(({ lineId, productId }) => [lineId, productId])
    expect(ids).toContain("487817672276298554")
    expect(ids).toContain("789012345678901234")
    expect(ids).toContain("315789986012684393")
    expect(ids).toContain("788032119674292922")
  })

  it("hints at the refund and the edit of that very order", async () => {
    const { rows } = await running.owner.query(
      `select payload ->> 'orderId' as "orderId" from graphile_worker._private_jobs j
       join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'refresh-order'`,
    )
    for (const row of rows) expect(row).toEqual({ orderId: "820982911946154508" })
  })
})
