import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openPages, type PagesShop } from "./pages-shop.ts"

describe("the settings of the sandbox's back office", () => {
  let shop: PagesShop
  let operator: ReturnType<PagesShop["visitor"]>
  beforeAll(async () => {
    shop = await openPages()
    operator = shop.visitor()
  })
  afterAll(() => shop.close())

  test("deliveries can go wrong on purpose, in percent and seconds", async () => {
    const fields = {
      duplicates: "10",
      drops: "5",
      delay_min: "0",
      delay_max: "2",
      concurrency: "4",
      paused: "1",
    }
    await operator.post("/admin/webhooks/settings", { ...fields, shuffle: "1" })
    expect(shop.context.root.settings.get("webhooks")).toEqual({
      duplicateRate: 0.1,
      dropRate: 0.05,
      delayMs: { min: 0, max: 2000 },
      shuffle: true,
      concurrency: 4,
      paused: true,
    })
    const refused = await operator.post("/admin/webhooks/settings", { ...fields, drops: "200" })
    expect(refused.text).toContain("Enter a number within the range shown.")
    await operator.post("/admin/webhooks/settings", { ...fields, duplicates: "0", drops: "0" })
  })

  test("anything can be sent, with headers changed or left out", async () => {
    const body = '{"id": 99999999999999999999, "note": "<b>{}"}'
    const page = await operator.post("/admin/webhooks/send", {
      topic: "orders/paid",
      body,
      headers: "X-Shopify-Shop-Domain: other.myshopify.com\nX-Shopify-Event-Id:",
    })
    const [delivery] = shop.context.root.deliveries.find("topic", "orders/paid")
    expect(delivery).toMatchObject({ body, state: "waiting" })
    expect(delivery!.headers).toEqual({
      "x-shopify-shop-domain": "other.myshopify.com",
      "x-shopify-event-id": null,
    })
    expect(page.text).toContain("&quot;id&quot;: 99999999999999999999,")
    expect(page.text).toContain("&lt;b&gt;{}")
    const again = await operator.post(`/admin/webhooks/${delivery!.id}/resend`, {})
    expect(again.text).toContain("The delivery is sent again.")
    const bad = await operator.post("/admin/webhooks/send", { topic: "orders/paid", headers: "x" })
    expect(bad.text).toContain("Headers go one to a line")
  })

  test("the clock jumps, is set and goes back", async () => {
    const { clock } = shop.context
    await operator.post("/admin/clock/jump", { by: "30" })
    expect(Math.round(clock.offsetMs() / 86_400_000)).toBe(30)
    await operator.post("/admin/clock", { now: "2030-05-01T10:00" })
    expect(clock.now().toISOString().slice(0, 16)).toBe("2030-05-01T10:00")
    const page = await operator.post("/admin/clock", { now: "soon" })
    expect(page.text).toContain("Enter a date and a time.")
    await operator.post("/admin/clock/jump", { by: "reset" })
    expect(clock.offsetMs()).toBe(0)
  })

  test("the Admin API can be made to fail", async () => {
    await operator.post("/admin/faults", { kind: "429", rate: "25", slow_ms: "100" })
    const faults = shop.context.root.settings.get("faults")
    expect(faults).toEqual({ kind: "429", rate: 0.25, slowMs: 100 })
  })

  test("the theme's look and its app embeds are the merchant's", async () => {
    const form = await operator.get("/admin/themes/current/editor?context=apps")
    expect(form.text).toContain('name="embed/loyalty-launcher:on" value="1" checked')
    await operator.post("/admin/theme", {
      look: "dark",
      "embed/loyalty-launcher:on": "1",
      "embed/loyalty-launcher:bottom": "80",
    })
    const home = await operator.get("/")
    expect(home.text).toContain('data-look="dark"')
    expect(home.text).toContain('bottom="80"')
    expect((await operator.get("/pages/rewards")).text).not.toContain('id="loyalty-rewards"')
    await operator.post("/admin/theme", { look: "light" })
    expect((await operator.get("/")).text).not.toContain("<loyalty-launcher")
  })

  test("mail is shown as text and in a frame where it can do nothing", async () => {
    shop.context.root.mails.put({
      id: "77",
      from: "Kettle <a@example.com>",
      to: ["maya@example.com"],
      subject: "<Hello>",
      text: "See https://example.com/a?b=1&c=2.",
      html: "<script>alert(1)</script><p>Hello</p>",
      headers: [],
      receivedAt: "2026-01-01T00:00:00Z",
    })
    expect((await operator.get("/mail")).text).toContain("&lt;Hello&gt;")
    const mail = await operator.get("/mail/77")
    expect(mail.text).toContain('<a href="https://example.com/a?b=1&amp;c=2">')
    expect(mail.text).toContain('src="/mail/77/html"')
    const frame = await operator.get("/mail/77/html")
    expect(frame.headers.get("content-security-policy")).toMatch(
      /default-src 'none'.*sandbox allow-popups/,
    )
    expect((await operator.post("/mail/clear", {})).text).toContain("No mail yet")
  })
})
