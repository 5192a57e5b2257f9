import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { claims, sign } from "#tests/support/admin.ts"
import { type TestApp, testApp } from "#tests/support/app.ts"
import { type FullBrand, fullBrand } from "#tests/support/full-brand.ts"
import { orderBody } from "#tests/support/shopify-order.ts"

let app: TestApp
let ours: FullBrand
let theirs: FullBrand

beforeAll(async () => {
  app = await testApp()
  ours = await fullBrand(app, "501")
  theirs = await fullBrand(app, "502")
})
afterAll(async () => {
  expect(app.failures).toEqual([])
  await app.close()
})

const absent = "00000000-0000-4000-8000-000000000000"

/** Asks the admin API as staff of our shop. */
async function staff(query: string, variables: object) {
  const token = await sign(claims(ours.shop.domain, app.now()))
  const response = await fetch(`${app.origin}/admin/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  })
  return (await response.json()) as { data: unknown; errors?: unknown }
}

describe("a shopper with the ids of another shop", () => {
  const mine = (path: string, body?: object) => app.ask(ours.shop, ours.customerId, path, body)

  it("finds their reward as absent as one that never was", async () => {
    const key = "a key of my own"
    const borrowed = await mine("/v1/redemptions", {
      rewardId: theirs.reward.id,
      idempotencyKey: key,
    })
    const never = await mine("/v1/redemptions", { rewardId: absent, idempotencyKey: key })
    expect(borrowed).toMatchObject({ status: 404, body: { error: { code: "unknown-reward" } } })
    expect(borrowed).toEqual(never)
    expect(await app.balanceOf(ours.shop, ours.customerId)).toBe(150)
  })

  it("cannot hand their code back for points", async () => {
    const borrowed = await mine(`/v1/redemptions/${theirs.redemptionId}/return`, {})
    const never = await mine(`/v1/redemptions/${absent}/return`, {})
    expect(borrowed.status).toBe(404)
    expect(borrowed).toEqual(never)
    expect(await app.balanceOf(theirs.shop, theirs.customerId)).toBe(150)
  })

  it("gets nothing of theirs for sending their key", async () => {
    const answer = await mine("/v1/redemptions", {
      rewardId: ours.reward.id,
      idempotencyKey: `the key of ${theirs.customerId}`,
    })
    expect(answer.body.redemption.code).not.toBe(theirs.code)
  })

  it("of the same number there is somebody else", async () => {
    const { body } = await app.ask(ours.shop, theirs.customerId, "/v1/me")
    expect(body.member).toMatchObject({ points: 0, redemptions: [], history: [] })
  })
})

describe("another shopper of the same shop", () => {
  it("cannot hand back a code that is not theirs", async () => {
    const lines = [{ id: "1", price: "250.00" }]
    await app.deliver(ours.shop, "orders/paid", orderBody({ id: "9", customerId: "777", lines }))
    await app.drained()
    const path = `/v1/redemptions/${ours.redemptionId}/return`
    const answer = await app.ask(ours.shop, "777", path, {})
    expect(answer).toMatchObject({ status: 404, body: { error: { code: "unknown-redemption" } } })
    expect(await app.balanceOf(ours.shop, "777")).toBe(250)
  })
})

describe("staff with the ids of another shop", () => {
  it("see nobody where that member is", async () => {
    const query = "query ($id: ID!) { member(id: $id) { member { id name email points } } }"
    const borrowed = await staff(query, { id: theirs.memberId })
    expect(borrowed.data).toEqual({ member: null })
    expect(borrowed).toEqual(await staff(query, { id: "987654321" }))
  })

  it("find nobody by that member's email", async () => {
    const query = "query ($search: String) { members(search: $search) { nodes { id email } } }"
    const found = await staff(query, { search: `${theirs.customerId}@example.com` })
    expect(found.data).toEqual({ members: { nodes: [] } })
    const all = await staff(query, { search: null })
    expect(JSON.stringify(all.data)).toContain(`${ours.customerId}@example.com`)
    expect(JSON.stringify(all.data)).not.toContain(`${theirs.customerId}@example.com`)
  })

  it("cannot give or take that member's points", async () => {
    const query = `mutation ($memberId: ID!) { adjustPoints(memberId: $memberId, points: -100,
      note: "mine now", idempotencyKey: "a key of my own") { refusals { code } } }`
    const borrowed = await staff(query, { memberId: theirs.memberId })
    expect(borrowed).toEqual({
      data: { adjustPoints: { refusals: [{ code: "unknown-member" }] } },
    })
    expect(await app.balanceOf(theirs.shop, theirs.customerId)).toBe(150)
  })

  it.each(["replayDelivery", "dismissDelivery"])("cannot touch that delivery: %s", async (name) => {
    const query = `mutation ($id: ID!) { changed: ${name}(id: $id) { refusals { code } } }`
    const borrowed = await staff(query, { id: theirs.deliveryId })
    expect(borrowed).toEqual({ data: { changed: { refusals: [{ code: "unknown-delivery" }] } } })
    expect(await app.setAsideOf(theirs.shop)).toHaveLength(1)
  })
})
