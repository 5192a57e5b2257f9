import { SignJWT } from "jose"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { type EngineShop, openShop, secret } from "./engine-shop.ts"

const hour = 3_600_000
const query = "{ shop { name } }"

describe("access tokens of the sandbox", () => {
  let shop: EngineShop
  beforeAll(async () => {
    shop = await openShop()
  })
  beforeEach(() => shop.clock.setOffset(0))
  afterAll(() => shop.close())

  const works = async (token: string) => (await shop.graphql(token, query)).status === 200

  test("an ID token is exchanged for an access token that lasts an hour", async () => {
    const { status, body } = await shop.exchange()
    expect(status).toBe(200)
    expect(body).toMatchObject({ expires_in: 3600, refresh_token_expires_in: 7_776_000 })
    expect(body.scope.split(",")).toContain("write_discounts")
    expect(await works(body.access_token)).toBe(true)
    await shop.post("/sandbox/clock", { offsetMs: hour })
    expect(await works(body.access_token)).toBe(false)
  })

  test.each([
    ["another client's secret", { client_secret: "guess" }, "invalid_client"],
    ["another client", { client_id: "someone-else" }, "invalid_client"],
    ["no ID token at all", { subject_token: "x.y.z" }, "invalid_subject_token"],
    ["a non-expiring token asked for", { expiring: "0" }, "invalid_request"],
    ["an unknown grant", { grant_type: "password" }, "unsupported_grant_type"],
  ])("%s is refused with 400", async (_what, changes, error) => {
    expect(await shop.exchange(changes)).toMatchObject({ status: 400, body: { error } })
  })

  test.each([
    ["signed with another secret", { key: "wrong" }],
    ["for another app", { audience: "another-app" }],
    ["for another shop", { dest: "https://elsewhere.myshopify.com" }],
    ["that ended a minute ago", { ageSeconds: 120 }],
  ])("an ID token %s is refused", async (_what, changes) => {
    const subject_token = await forgedToken(changes)
    const { body } = await shop.exchange({ subject_token })
    expect(body.error).toBe("invalid_subject_token")
  })

  test("a refresh token works again until what it gave is first used", async () => {
    const first = (await shop.exchange()).body
    const lost = (await shop.refresh(first.refresh_token)).body
    const second = (await shop.refresh(first.refresh_token)).body
    expect(await works(lost.access_token)).toBe(false)
    expect(await works(second.access_token)).toBe(true)
    expect(await shop.refresh(first.refresh_token)).toMatchObject({
      status: 400,
      body: { error: "invalid_grant" },
    })
    expect(await works(first.access_token)).toBe(false)
    expect((await shop.refresh(second.refresh_token)).status).toBe(200)
  })

  test("a refresh token lapses after 90 days if the app sleeps, not if it was awake", async () => {
    const awake = (await shop.exchange()).body
    await shop.post("/sandbox/clock", { offsetMs: 100 * 24 * hour })
    expect((await shop.refresh(awake.refresh_token)).status).toBe(200)
    const asleep = (await shop.exchange()).body
    await shop.post("/sandbox/clock", { offsetMs: 200 * 24 * hour, tokens: "lapse" })
    expect((await shop.refresh(asleep.refresh_token)).body.error).toBe("invalid_grant")
  })

  test("uninstalling ends every token, tells the app, and installing again works", async () => {
    const { body } = await shop.exchange()
    shop.app.received.length = 0
    await shop.post("/sandbox/app/uninstall")
    expect(await works(body.access_token)).toBe(false)
    expect((await shop.refresh(body.refresh_token)).status).toBe(400)
    expect((await shop.exchange()).body.error).toBe("app_not_installed")
    await shop.post("/sandbox/customers", { email: "quiet@example.com" })
    await expect.poll(() => shop.app.topics()).toEqual(["app/uninstalled"])

    await shop.post("/sandbox/app/install")
    expect(await works((await shop.exchange()).body.access_token)).toBe(true)
    await shop.post("/sandbox/clock", { offsetMs: 50 * hour })
    await shop.settled()
    expect(shop.app.topics()).toEqual(["app/uninstalled"])
  })

  test("shop/redact follows 48 hours after an uninstall", async () => {
    shop.app.received.length = 0
    await shop.post("/sandbox/app/uninstall")
    await shop.post("/sandbox/clock", { offsetMs: 47 * hour })
    await expect.poll(() => shop.app.topics()).toEqual(["app/uninstalled"])
    await shop.post("/sandbox/clock", { offsetMs: 49 * hour })
    await expect.poll(() => shop.app.topics()).toEqual(["app/uninstalled", "shop/redact"])
    await shop.post("/sandbox/app/install")
  })
})

type Forgery = { key?: string; audience?: string; dest?: string; ageSeconds?: number }

async function forgedToken(changes: Forgery): Promise<string> {
  const now = Math.floor(Date.now() / 1000) - (changes.ageSeconds ?? 0)
  const dest = changes.dest ?? "https://regulars-demo.myshopify.com"
  return await new SignJWT({ dest })
    .setProtectedHeader({ alg: "HS256" })
    .setIssuer(`${dest}/admin`)
    .setAudience(changes.audience ?? "regulars-key")
    .setSubject("1")
    .setNotBefore(now)
    .setExpirationTime(now + 60)
    .sign(new TextEncoder().encode(changes.key ?? secret))
}
