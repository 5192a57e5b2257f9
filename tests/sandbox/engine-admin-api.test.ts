import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { createDiscount, type EngineShop, fiveOff, openShop, until } from "./engine-shop.ts"

const bulkAdd = `
  mutation ($id: ID!, $codes: [DiscountRedeemCodeInput!]!) {
    discountRedeemCodeBulkAdd(discountId: $id, codes: $codes) {
      bulkCreation { id done codesCount }
      userErrors { field code message }
    }
  }`

const bulkState = `
  query ($id: ID!) {
    discountRedeemCodeBulkCreation(id: $id) {
      done importedCount failedCount
      codes(first: 50) { nodes { code errors { code } discountRedeemCode { id } } }
    }
  }`

describe("the Admin API of the sandbox", () => {
  let shop: EngineShop
  let token: string
  beforeAll(async () => {
    shop = await openShop()
    token = (await shop.exchange()).body.access_token
  })
  beforeEach(async () => {
    await shop.post("/sandbox/reset")
    await shop.post("/sandbox/admin-api", { bulkMs: 30, restoreRate: 100_000 })
  })
  afterAll(() => shop.close())

  const ask = async (query: string, variables: unknown = {}) =>
    (await shop.graphql(token, query, variables)).body

  const newDiscount = async (changes: object = {}) =>
    (await ask(createDiscount, { input: { ...fiveOff, ...changes } })).data.discountCodeBasicCreate

  test("whatever Shopify's schema does not know is rejected before anything happens", async () => {
    expect((await ask("{ shop { loyalty } }")).errors[0].message).toContain("loyalty")
    const wrong = { input: { ...fiveOff, colour: "red" } }
    expect((await ask(createDiscount, wrong)).errors[0].message).toContain("colour")
    const badTime = { input: { ...fiveOff, startsAt: "tomorrow" } }
    expect((await ask(createDiscount, badTime)).errors[0].message).toContain("DateTime")
    const two = { all: "ALL", customers: { add: [] } }
    const both = await ask(createDiscount, { input: { ...fiveOff, context: two } })
    expect(both.errors[0].message).toContain("DiscountContextInput")
    expect(shop.context.store.discounts.count()).toBe(0)
  })

  test("a version that is not served is 404, a token that is none is 401", async () => {
    expect((await shop.graphql(token, "{ shop { id } }", {}, "2019-01")).status).toBe(404)
    const refused = await shop.graphql("shpat_nonsense", "{ shop { id } }")
    expect(refused.status).toBe(401)
    expect(refused.body.errors).toContain("Invalid API key or access token")
  })

  test("a field that the sandbox lacks says so instead of answering nothing", async () => {
    const { errors } = await ask("{ locations(first: 1) { nodes { id } } }")
    expect(errors[0].extensions.code).toMatch(/ACCESS_DENIED|NOT_OFFERED_BY_SANDBOX/)
    const customer = await ask("{ shop { currencySettings(first: 1) { nodes { enabled } } } }")
    expect(customer.errors[0].extensions.code).toBe("NOT_OFFERED_BY_SANDBOX")
  })

  test("a scope that was not granted is denied for that field", async () => {
    const other = await openShop({ scopes: ["read_orders"] })
    const weak = (await other.exchange()).body.access_token
    const { body } = await other.graphql(weak, "{ customers(first: 1) { nodes { id } } }")
    expect(body.errors[0].extensions).toMatchObject({ code: "ACCESS_DENIED" })
    const made = await other.graphql(weak, createDiscount, { input: fiveOff })
    expect(made.body.errors[0].message).toContain("write_discounts")
    await other.close()
  })

  test("a scope that the merchant takes back is gone for the tokens that are out", async () => {
    const other = await openShop()
    const weak = (await other.exchange()).body.access_token
    const customers = async () =>
      (await other.graphql(weak, "{ customers(first: 1) { nodes { id } } }")).body
    expect((await customers()).errors).toBeUndefined()
    await other.post("/sandbox/app/scopes", { scopes: ["read_orders"] })
    expect((await customers()).errors[0].extensions.code).toBe("ACCESS_DENIED")
    await other.close()
  })

  test("without read_all_orders an order is out of sight after sixty days", async () => {
    const other = await openShop({ scopes: ["read_orders", "read_customers"] })
    await other.post("/sandbox/orders", { email: "a@example.com", lines: [{ price: "1.00" }] })
    const count = async () => {
      const weak = (await other.exchange()).body.access_token
      const { body } = await other.graphql(weak, "{ orders(first: 5) { nodes { id } } }")
      return body.data.orders.nodes.length
    }
    expect(await count()).toBe(1)
    await other.post("/sandbox/clock", { offsetMs: 61 * 86_400_000 })
    expect(await count()).toBe(0)
    await other.close()
  })

  test("a code that exists is TAKEN, in any case of its letters", async () => {
    expect((await newDiscount()).userErrors).toEqual([])
    expect((await newDiscount({ code: "five" })).userErrors).toEqual([
      {
        field: ["basicCodeDiscount", "code"],
        code: "TAKEN",
        message: "Code must be unique. Please try a different code.",
      },
    ])
  })

  test("a discount of nothing, over 100 % or ending before it starts is refused", async () => {
    const value = (one: object) => ({ customerGets: { items: { all: true }, value: one } })
    const codesFor = async (changes: object) =>
      (await newDiscount(changes)).userErrors.map((error: { code: string }) => error.code)
    expect(await codesFor(value({ percentage: 1.5 }))).toEqual(["VALUE_OUTSIDE_RANGE"])
    expect(await codesFor(value({ discountAmount: { amount: "0" } }))).toEqual(["GREATER_THAN"])
    expect(await codesFor({ endsAt: "2019-01-01T00:00:00Z" })).toEqual([
      "END_DATE_BEFORE_START_DATE",
    ])
    expect(await codesFor({ title: " " })).toEqual(["BLANK"])
  })

  test("codes are added in bulk a moment later, and a taken one fails alone", async () => {
    const { codeDiscountNode } = await newDiscount()
    const codes = ["A-1", "A-2", "five", "A-2"].map((code) => ({ code }))
    const { data } = await ask(bulkAdd, { id: codeDiscountNode.id, codes })
    const { bulkCreation } = data.discountRedeemCodeBulkAdd
    expect(bulkCreation).toMatchObject({ done: false, codesCount: 4 })
    const state = async () =>
      (await ask(bulkState, bulkCreation)).data.discountRedeemCodeBulkCreation
    await until(async () => (await state()).done)
    expect(await state()).toMatchObject({ importedCount: 2, failedCount: 2 })
    expect((await state()).codes.nodes[2].errors).toEqual([{ code: "TAKEN" }])
    const found = await ask(`{ codeDiscountNodeByCode(code: "a-1") { id } }`)
    expect(found.data.codeDiscountNodeByCode.id).toBe(codeDiscountNode.id)
  })

  test("more than 250 codes at once are refused whole", async () => {
    const { codeDiscountNode } = await newDiscount()
    const codes = Array.from({ length: 251 }, (_, index) => ({ code: `C${index}` }))
    const { errors } = await ask(bulkAdd, { id: codeDiscountNode.id, codes })
    expect(errors[0].extensions.code).toBe("MAX_INPUT_SIZE_EXCEEDED")
    expect(shop.context.store.redeemCodes.count()).toBe(1)
  })

  test("a code deleted in bulk cannot be used any more once the job is done", async () => {
    const { codeDiscountNode } = await newDiscount()
    const found = await shop.get("/sandbox/codes/FIVE")
    const { data } = await ask(
      `mutation ($id: ID!, $ids: [ID!]) {
        discountCodeRedeemCodeBulkDelete(discountId: $id, ids: $ids) {
          job { id done } userErrors { code }
        }
      }`,
      { id: codeDiscountNode.id, ids: [`gid://shopify/DiscountRedeemCode/${found.body.code.id}`] },
    )
    const { job } = data.discountCodeRedeemCodeBulkDelete
    expect(job.done).toBe(false)
    const done = async () =>
      (await ask("query ($id: ID!) { job(id: $id) { done } }", job)).data.job.done
    await until(done)
    expect((await shop.get("/sandbox/codes/FIVE")).status).toBe(404)
  })

  test("orders are paged by their last change, each once, whichever changed since", async () => {
    for (let n = 0; n < 7; n += 1) {
      await shop.post("/sandbox/orders", { email: "a@example.com", lines: [{ price: "1.00" }] })
    }
    const seen: string[] = []
    let after: string | null = null
    do {
      const { data } = await ask(
        `query ($after: String) {
          orders(
            first: 3, after: $after, sortKey: UPDATED_AT,
            query: "updated_at:>='2020-01-01T00:00:00Z' AND status:any"
          ) {
            nodes { id name } pageInfo { hasNextPage endCursor }
          }
        }`,
        { after },
      )
      seen.push(...data.orders.nodes.map((order: { name: string }) => order.name))
      after = data.orders.pageInfo.hasNextPage ? data.orders.pageInfo.endCursor : null
    } while (after)
    expect(seen).toEqual(["#1001", "#1002", "#1003", "#1004", "#1005", "#1006", "#1007"])
    const later = `{ orders(first: 3, query: "updated_at:>2990-01-01") { nodes { id } } }`
    expect((await ask(later)).data.orders.nodes).toEqual([])
    const odd = `{ orders(first: 3, query: "moon:full") { nodes { id } } }`
    expect((await ask(odd)).errors[0].message).toContain("moon")
  })

  test("the bucket runs dry, says THROTTLED with 200 and fills up again", async () => {
    await shop.post("/sandbox/admin-api", { bucketSize: 20, restoreRate: 50 })
    await newDiscount()
    const { errors, extensions } = await ask(createDiscount, { input: fiveOff })
    expect(errors[0].extensions.code).toBe("THROTTLED")
    expect(extensions.cost.throttleStatus).toMatchObject({ maximumAvailable: 20, restoreRate: 50 })
    await until(async () => (await ask(createDiscount, { input: fiveOff })).data !== undefined)
  })

  test("a query that could cost more than 1,000 points is refused", async () => {
    const { errors } = await ask(
      "{ orders(first: 250) { nodes { lineItems(first: 50) { nodes { id } } } } }",
    )
    expect(errors[0].extensions).toMatchObject({ code: "MAX_COST_EXCEEDED", maxCost: 1000 })
  })

  test("an answer can be lost after the work was done", async () => {
    await shop.post("/sandbox/faults", { kind: "timeout-after-success", rate: 1, slowMs: 20 })
    await expect(newDiscount()).rejects.toThrow()
    await shop.post("/sandbox/faults", { kind: "500", rate: 1 })
    expect((await shop.graphql(token, "{ shop { id } }")).status).toBe(500)
    await shop.post("/sandbox/faults", { kind: "none" })
    expect((await newDiscount()).userErrors[0].code).toBe("TAKEN")
  })

  test("metafields are set all together or not at all", async () => {
    const made = await shop.post("/sandbox/customers", { email: "a@example.com" })
    const ownerId = `gid://shopify/Customer/${made.body.customer.id}`
    const set = `mutation ($metafields: [MetafieldsSetInput!]!) {
      metafieldsSet(metafields: $metafields) { metafields { namespace value } userErrors { code } }
    }`
    const points = { ownerId, key: "points", type: "number_integer", value: "120" }
    const bad = await ask(set, { metafields: [points, { ...points, key: "x", value: "many" }] })
    expect(bad.data.metafieldsSet.userErrors).toEqual([{ code: "INVALID_VALUE" }])
    expect(shop.context.store.metafields.count()).toBe(0)
    await ask(set, { metafields: [points] })
    const read = await ask(
      `query ($id: ID!) {
        customer(id: $id) { metafield(namespace: "$app", key: "points") { value } }
      }`,
      { id: ownerId },
    )
    expect(read.data.customer.metafield.value).toBe("120")
  })

  test("a customer is found by id, email or phone, and null is null", async () => {
    await shop.post("/sandbox/customers", { email: "Ada@Example.com", phone: "+15551234567" })
    const find = async (identifier: object) =>
      (
        await ask(
          `query ($by: CustomerIdentifierInput!) {
            customerByIdentifier(identifier: $by) { defaultEmailAddress { emailAddress } }
          }`,
          { by: identifier },
        )
      ).data.customerByIdentifier
    expect(await find({ emailAddress: "ada@example.com" })).not.toBeNull()
    expect(await find({ phoneNumber: "+15551234567" })).not.toBeNull()
    expect(await find({ emailAddress: "bob@example.com" })).toBeNull()
  })
})
