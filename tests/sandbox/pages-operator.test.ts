import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import type { Order } from "#web/sandbox/state/model.ts"
import { checkoutFields, openPages, type PagesShop, topicsOf, variantOf } from "./pages-shop.ts"

describe("the back office of the sandbox", () => {
  let shop: PagesShop
  let operator: ReturnType<PagesShop["visitor"]>
  let order: Order
  beforeAll(async () => {
    shop = await openPages()
    operator = shop.visitor()
  })
  beforeEach(async () => {
    const shopper = shop.visitor()
    const id = variantOf(shop.context, "FD-100")
    await shopper.post("/cart/add", { id, quantity: "3" })
    await shopper.post("/checkout", await checkoutFields(shopper))
    order = shop.context.store.orders.page({ orderBy: "number", reverse: true, limit: 1 })[0]!
  })
  afterAll(() => shop.close())

  const now = () => shop.context.store.orders.get(order.id)!
  const act = (name: string, fields: Record<string, string> = {}) =>
    operator.post(`/admin/orders/${order.id}/${name}`, fields)

  test("lists the orders and shows one with its sums", async () => {
    expect((await operator.get("/admin")).text).toContain(`/admin/orders/${order.id}`)
    const { text } = await operator.get(`/admin/orders/${order.id}`)
    expect(text).toContain("First Flush Darjeeling")
    // 3 × $21.00 and 8 % tax; from $60 on shipping is free.
    expect(text).toContain("$68.04")
  })

  test("refunds pieces of a line, with their tax", async () => {
    const line = order.lines[0]!.id
    const page = await act("refund", { [`quantity-${line}`]: "1", restock: "1", note: "Broken" })
    expect(page.text).toContain("The refund was made.")
    expect(page.text).toContain("Refund of $22.68: 1 × First Flush Darjeeling. Broken")
    expect(now()).toMatchObject({ financialStatus: "partially_refunded" })
    expect(now().lines[0]!.currentQuantity).toBe(2)
    expect(topicsOf(shop.context).slice(-2)).toEqual(["refunds/create", "orders/updated"])
  })

  test("says in words why a refund is refused, and changes nothing", async () => {
    const more = await act("refund", { amount: "500.00" })
    expect(more.text).toContain("More money was asked for than is left of what was paid.")
    expect((await act("refund", { amount: "five" })).text).toContain(
      "Enter an amount such as 12.50.",
    )
    expect((await act("refund")).text).toContain("Choose lines, shipping or an amount to refund.")
    expect(now().refunds).toEqual([])
  })

  test("edits an order: other quantities, and something added", async () => {
    const line = order.lines[0]!.id
    const cup = variantOf(shop.context, "SC-01")
    const fields = { [`quantity-${line}`]: "2", add_variant: cup, add_quantity: "1" }
    const page = await act("edit", fields)
    expect(page.text).toContain("The order was edited.")
    expect(now().lines.map((one) => one.currentQuantity)).toEqual([2, 1])
    expect(topicsOf(shop.context)).toContain("orders/edited")
    expect((await act("edit")).text).toContain("Nothing was changed")
  })

  test("fulfils, cancels and deletes", async () => {
    expect((await act("fulfil")).text).toContain("The order is fulfilled.")
    expect(now().fulfillmentStatus).toBe("fulfilled")
    expect((await act("cancel", { refund: "1" })).text).toContain("refund them instead")
    expect((await act("delete")).text).toContain("The order was deleted.")
    expect(shop.context.store.orders.get(order.id)).toBeNull()
    expect((await operator.get(`/admin/orders/${order.id}`)).status).toBe(404)
  })

  test("makes a customer, changes their tags, and deletes only one without orders", async () => {
    const fields = { email: "tags@example.com", first_name: "Ana", tags: "vip" }
    const made = await operator.post("/admin/customers", fields)
    expect(made.text).toContain("The customer was created.")
    const { id } = shop.context.store.customers.findOne("email", "tags@example.com")!
    await operator.post(`/admin/customers/${id}/tags`, { tags: "friend, vip, friend" })
    expect(shop.context.store.customers.get(id)!.tags).toEqual(["vip", "friend"])
    const again = await operator.post("/admin/customers", fields)
    expect(again.text).toContain("Another customer has this email.")
    await operator.post(`/admin/customers/${id}/delete`, {})
    expect(shop.context.store.customers.get(id)).toBeNull()
    const buyer = await operator.post(`/admin/customers/${order.customerId}/delete`, {})
    expect(buyer.text).toContain("A customer who has orders cannot be deleted.")
  })

  test("a form on another site can change nothing", async () => {
    const response = await fetch(`${shop.address}/admin/orders/${order.id}/delete`, {
      method: "POST",
      headers: { origin: "https://evil.example" },
      redirect: "manual",
    })
    expect(response.headers.get("location")).toContain("failed=not-allowed")
    expect(now().id).toBe(order.id)
    expect((await operator.get("/admin?done=<b>")).text).not.toContain("notice")
  })
})
