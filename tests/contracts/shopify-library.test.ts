import "@shopify/shopify-api/adapters/node"
import {
  ApiVersion,
  LogSeverity,
  RequestedTokenType,
  type Session,
  shopifyApi,
} from "@shopify/shopify-api"
import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime"
import { type JWTPayload, SignJWT } from "jose"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Heard, type ScriptedShop, scriptedShop } from "#tests/support/scripted-shop.ts"
import { memoryTokens, tokensAt } from "#tests/support/token-store.ts"
import { shopifyApp } from "#web/platforms/shopify/api.ts"
import { adminClient } from "#web/platforms/shopify/client.ts"
import { readOperation } from "#web/platforms/shopify/documents.ts"
import { readIdToken } from "#web/platforms/shopify/id-token.ts"
import { exchangeToken } from "#web/platforms/shopify/install.ts"

const apiKey = "our-client-id"
const apiSecret = "our-client-secret"
const shopDomain = "sundries.myshopify.com"
const query = readOperation("shop")
const granted = {
  access_token: "shpat_new",
  scope: "read_orders",
  expires_in: 3600,
  refresh_token: "shprt_new",
  refresh_token_expires_in: 7_776_000,
}

const library = shopifyApi({
  apiKey,
  apiSecretKey: apiSecret,
  apiVersion: ApiVersion.October26,
  hostName: "regulars.example.com",
  isEmbeddedApp: true,
  logger: { level: LogSeverity.Error },
})

let shop: ScriptedShop
beforeAll(async () => {
  shop = await scriptedShop()
  setAbstractFetchFunc(((url: string, init?: RequestInit) =>
    fetch(url.replace(`https://${shopDomain}`, shop.origin), init)) as typeof fetch)
})
afterAll(() => shop.close())

const now = () => new Date()
const app = () => shopifyApp({ apiKey, apiSecret, sandboxOrigin: shop.origin })

/** What each of the two sent for the same wish. */
async function bothSend(ours: () => Promise<unknown>, theirs: () => Promise<unknown>) {
  const before = shop.heard.length
  await ours()
  await theirs()
  return shop.heard.slice(before) as [Heard, Heard]
}

describe("what we send is what Shopify's own library sends", () => {
  test("to trade an ID token for offline tokens that expire", async () => {
    const idToken = await sign({})
    shop.answer({ body: granted }, { body: granted })
    const [ours, theirs] = await bothSend(
      () => exchangeToken({ app: app(), now }, idToken, shopDomain),
      () =>
        library.auth.tokenExchange({
          shop: shopDomain,
          sessionToken: idToken,
          requestedTokenType: RequestedTokenType.OfflineAccessToken,
          expiring: true,
        }),
    )
    expect(ours.url).toBe(theirs.url)
    expect(ours.body).toEqual(theirs.body)
  })

  test("to refresh an access token", async () => {
    const lapsed = tokensAt(now(), { expiresAt: new Date(0) })
    const tokens = memoryTokens(lapsed)
    shop.answer({ body: granted }, { body: { data: {} } }, { body: granted })
    const client = adminClient({ app: app(), tokens, shopDomain, now })
    const [ours, , theirs] = (await bothSend(
      () => client.request(query, {}),
      () => library.auth.refreshToken({ shop: shopDomain, refreshToken: lapsed.refreshToken! }),
    )) as Heard[]
    expect(ours!.url).toBe(theirs!.url)
    expect(ours!.body).toEqual(theirs!.body)
  })

  test("to ask the Admin API", async () => {
    const session = { shop: shopDomain, accessToken: "shpat_first" } as Session
    shop.answer({ body: { data: {} } }, { body: { data: {} } })
    const client = adminClient({
      app: app(),
      tokens: memoryTokens(tokensAt(now())),
      shopDomain,
      now,
    })
    const [ours, theirs] = await bothSend(
      () => client.request(query, {}),
      () => new library.clients.Graphql({ session }).request(query.text, { variables: {} }),
    )
    expect(ours.url).toBe(theirs.url)
    expect(ours.body).toMatchObject(theirs.body)
    const token = "x-shopify-access-token"
    expect(ours.headers[token]).toBe(theirs.headers[token])
    expect(ours.headers["content-type"]).toBe(theirs.headers["content-type"])
  })
})

describe("an ID token", () => {
  const secrets = [apiSecret]
  const read = (token: string) => readIdToken(token, { apiKey, secrets, now: now() })
  const libraryBelieves = (token: string) =>
    library.session.decodeSessionToken(token).then(
      () => true,
      () => false,
    )

  test("tells the shop whose admin is open and who looks at it", async () => {
    const token = await sign({ sub: "42", sid: "session-7" })
    expect(await read(token)).toEqual({ shopDomain, userId: "42", sessionId: "session-7" })
    expect(await libraryBelieves(token)).toBe(true)
  })

  test("signed with the secret of before the rotation is believed while both are known", async () => {
    const token = await sign({}, { secret: "the-secret-before" })
    const known = { apiKey, secrets: [apiSecret, "the-secret-before"], now: now() }
    expect(await readIdToken(token, known)).toMatchObject({ shopDomain })
    expect(await read(token)).toBeNull()
  })

  const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds
  const forged: [string, () => Promise<string>][] = [
    ["signed with another secret", () => sign({}, { secret: "a-guess" })],
    ["signed with another algorithm", () => sign({}, { alg: "HS512" })],
    ["for another app", () => sign({ aud: "another-client-id" })],
    ["that ended twenty seconds ago", () => sign({ exp: inSeconds(-20) })],
    ["that begins in twenty seconds", () => sign({ nbf: inSeconds(20) })],
    ["without a signature", async () => `${(await sign({})).split(".").slice(0, 2).join(".")}.`],
    ["that is no token", async () => "not.a.token"],
  ]
  test.each(forged)("%s is believed neither by us nor by the library", async (_case, make) => {
    const token = await make()
    expect(await read(token)).toBeNull()
    expect(await libraryBelieves(token)).toBe(false)
  })

  test("that ended eight seconds ago is believed by both: clocks differ", async () => {
    const token = await sign({ exp: inSeconds(-8) })
    expect(await read(token)).toMatchObject({ shopDomain })
    expect(await libraryBelieves(token)).toBe(true)
  })

  const misleading: [string, JWTPayload][] = [
    ["naming two shops", { dest: "https://another.myshopify.com" }],
    ["of a host that is no shop's", { dest: "https://evil.com", iss: "https://evil.com/admin" }],
    ["of a shop's name in front of another host", both("sundries.myshopify.com.evil.com")],
    ["of a shop's name as a user of another host", both("sundries.myshopify.com@evil.com")],
    ["of nobody", { sub: "" }],
  ]
  test.each(misleading)("%s proves nothing, well signed as it is", async (_case, claims) => {
    expect(await read(await sign(claims))).toBeNull()
  })
})

function both(host: string): JWTPayload {
  return { dest: `https://${host}`, iss: `https://${host}/admin` }
}

function sign(claims: JWTPayload, { secret = apiSecret, alg = "HS256" } = {}): Promise<string> {
  const seconds = Math.floor(Date.now() / 1000)
  const usual = {
    iss: `https://${shopDomain}/admin`,
    dest: `https://${shopDomain}`,
    aud: apiKey,
    sub: "1",
    exp: seconds + 60,
    nbf: seconds,
    iat: seconds,
    jti: "1",
    sid: "1",
  }
  return new SignJWT({ ...usual, ...claims })
    .setProtectedHeader({ alg, typ: "JWT" })
    .sign(new TextEncoder().encode(secret))
}
