import { afterAll, beforeAll, expect, test } from "vitest"
import { type Answer, adminServer, apiSecret, claims, sign } from "#tests/support/admin.ts"
import { testBrand } from "#tests/support/brand.ts"
import { type TestDatabase, testDatabase } from "#tests/support/database.ts"

let database: TestDatabase
let admin: Awaited<ReturnType<typeof adminServer>>
let domain: string

beforeAll(async () => {
  database = await testDatabase()
  admin = await adminServer(database)
  domain = (await testBrand(database)).domain
})

afterAll(async () => {
  await admin.close()
  await database.close()
})

const whichShop = "{ shop { domain } }"

test("staff of an installed shop are let in", async () => {
  const answer = await admin.askWith(await sign(claims(domain, admin.now)), whichShop)
  expect(answer).toMatchObject({ status: 200, body: { data: { shop: { domain } } } })
  expect(answer.headers.get("cache-control")).toBe("no-store")
})

test("the secret before the last rotation is still accepted", async () => {
  const token = await sign(claims(domain, admin.now), "the-secret-before")
  expect((await admin.askWith(token, whichShop)).status).toBe(200)
})

test("a clock that is eight seconds off is forgiven, twenty are not", async () => {
  const seconds = admin.now.getTime() / 1000
  const at = (exp: number) => sign(claims(domain, admin.now, { exp, nbf: exp - 60 }))
  expect((await admin.askWith(await at(seconds - 8), whichShop)).status).toBe(200)
  refused(await admin.askWith(await at(seconds - 20), whichShop))
  refused(await admin.askWith(await at(seconds + 60 + 20), whichShop))
})

const forgeries: [what: string, make: () => Promise<string> | string][] = [
  ["signed with another secret", () => sign(claims(domain, admin.now), "a-guess")],
  ["for another app", () => sign(claims(domain, admin.now, { aud: "another-app" }))],
  ["without an expiry", () => sign(without("exp"))],
  ["without a start", () => sign(without("nbf"))],
  ["without a shop", () => sign(without("dest"))],
  ["without a person", () => sign(without("sub"))],
  [
    "issued by another shop",
    () => sign(claims(domain, admin.now, { iss: "https://b.myshopify.com/admin" })),
  ],
  ["for a host that only looks like a shop", () => signFor("https://a.myshopify.com.evil.test")],
  ["for a shop without https", () => signFor(`http://${domain}`)],
  ["for a shop behind a login", () => signFor(`https://${domain}@evil.test`)],
  ["with algorithm none", () => unsigned("none")],
  ["with algorithm none in capitals", () => unsigned("NONE")],
  [
    "with its signature cut off",
    async () => `${(await sign(claims(domain, admin.now))).split(".").slice(0, 2).join(".")}.`,
  ],
  ["with its claims exchanged", exchanged],
  ["that is no token", () => "not.a.token"],
  ["that is empty", () => ""],
]

test.each(forgeries)("a token %s is refused", async (_what, make) => {
  refused(await admin.askWith(await make(), whichShop))
})

test("a request without a token is refused, and so is one with a password", async () => {
  const body = JSON.stringify({ query: whichShop })
  const json = { "content-type": "application/json" }
  refused(await admin.send(json, body))
  const basic = Buffer.from(`admin:${apiSecret}`).toString("base64")
  refused(await admin.send({ ...json, authorization: `Basic ${basic}` }, body))
})

test("a shop that we do not know is told so, and so is one that took us off", async () => {
  const unknown = await sign(claims("nobody.myshopify.com", admin.now))
  expect(await admin.askWith(unknown, whichShop)).toMatchObject({
    status: 403,
    body: { error: { code: "shop-not-installed" } },
  })
  const gone = await testBrand(database)
  await database.owner.query("update shop_directory set installed = false where domain = $1", [
    gone.domain,
  ])
  const token = await sign(claims(gone.domain, admin.now))
  expect((await admin.askWith(token, whichShop)).status).toBe(403)
})

test("only JSON by POST is heard", async () => {
  const token = await sign(claims(domain, admin.now))
  const authorization = `Bearer ${token}`
  const form = { "content-type": "application/x-www-form-urlencoded", authorization }
  expect((await admin.send(form, `query=${encodeURIComponent(whichShop)}`)).status).toBe(415)
  const got = await fetch(`${admin.url}?query=${encodeURIComponent(whichShop)}`, {
    headers: { authorization },
  })
  expect(got.status).toBe(404)
})

function refused(answer: Answer): void {
  expect(answer).toMatchObject({ status: 401, body: { error: { code: "invalid-session" } } })
  expect(answer.headers.get("x-shopify-retry-invalid-session-request")).toBe("1")
}

function without(claim: string) {
  const all = claims(domain, admin.now)
  delete all[claim]
  return all
}

function signFor(dest: string) {
  return sign(claims(domain, admin.now, { dest, iss: `${dest}/admin` }))
}

function unsigned(alg: string): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url")
  return `${encode({ alg, typ: "JWT" })}.${encode(claims(domain, admin.now))}.x`
}

/** A good signature under claims that it was not made for. */
async function exchanged(): Promise<string> {
  const [header, , signature] = (await sign(claims(domain, admin.now))).split(".")
  const other = claims("victim.myshopify.com", admin.now)
  return `${header}.${Buffer.from(JSON.stringify(other)).toString("base64url")}.${signature}`
}
