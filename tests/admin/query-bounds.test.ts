import { getIntrospectionQuery } from "graphql"
import { afterAll, beforeAll, expect, test } from "vitest"
import { adminServer, claims, sign } from "#tests/support/admin.ts"
import { testBrand } from "#tests/support/brand.ts"
import { type TestDatabase, testDatabase } from "#tests/support/database.ts"

let database: TestDatabase
let admin: Awaited<ReturnType<typeof adminServer>>
let token: string
let brandId: number

beforeAll(async () => {
  database = await testDatabase()
  admin = await adminServer(database)
  const shop = await testBrand(database)
  brandId = shop.brandId
  token = await sign(claims(shop.domain, admin.now))
})

afterAll(async () => {
  await admin.close()
  await database.close()
})

const codesOf = (body: { errors?: { message: string }[] }) =>
  body.errors?.map((error) => error.message)

const repeat = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => make(index)).join(" ")

test.each([
  ["many queries in one", `{ ${repeat(9, (i) => `a${i}: setAsideCount`)} }`],
  ["many fields", `{ program { ${repeat(401, (i) => `a${i}: differs`)} } }`],
  [
    "fragments that double each other",
    `{ program { ...f0 } } ${repeat(30, (i) => `fragment f${i} on Program { ...f${i + 1} ...f${i + 1} }`)} fragment f30 on Program { differs }`,
  ],
])("a request with %s is refused before it is run", async (_what, query) => {
  const { body } = await admin.askWith(token, query)
  expect(codesOf(body)).toContain("query-too-large")
})

test("fragments in a circle are refused, and so is nesting without end", async () => {
  const circle =
    "{ program { ...a } } fragment a on Program { ...b } fragment b on Program { ...a }"
  expect((await admin.askWith(token, circle)).body.errors).toBeDefined()
  const deep = `${"{ program ".repeat(10_000)}{ differs }${"}".repeat(10_000)}`
  const { body } = await admin.askWith(token, deep)
  expect(codesOf(body)?.[0]).toContain("Syntax Error: Document contains more")
  expect(body.data).toBeUndefined()
})

test("a body beyond 256 KiB is refused unread", async () => {
  const { status } = await admin.askWith(token, `{ setAsideCount } # ${"x".repeat(300_000)}`)
  expect(status).toBe(413)
})

test("developers may ask for the schema", async () => {
  const { body } = await admin.askWith(token, getIntrospectionQuery())
  expect(body.data.__schema.queryType.name).toBe("Query")
})

test("an error that nobody expected says nothing of its cause, and is told to us", async () => {
  await database.owner.query(
    `insert into programs (brand_id, version, settings, edited_at) values ($1, 1, '{"broken": "secret"}', '2026-01-01')`,
    [brandId],
  )
  const { status, body } = await admin.askWith(token, "{ program { differs } }")
  expect(status).toBe(200)
  expect(body).toEqual({
    data: null,
    errors: [
      {
        message: "unexpected",
        locations: expect.anything(),
        path: ["program"],
        extensions: { code: "INTERNAL_SERVER_ERROR" },
      },
    ],
  })
  expect(JSON.stringify(body)).not.toContain("secret")
  expect(admin.unexpected).toHaveLength(1)
})

test("malformed JSON and half a query are refused without a word of ours", async () => {
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` }
  for (const sent of [
    "{",
    "null",
    "[]",
    '{"query": "{ program"}',
    '{"query": 7}',
    '{"__proto__": {}}',
  ]) {
    const { status, body } = await admin.send(headers, sent)
    expect(status).toBeLessThan(500)
    expect(body.errors).not.toHaveLength(0)
    expect(body.data).toBeUndefined()
    expect(JSON.stringify(body)).not.toMatch(/at .*\.ts|node_modules/)
  }
})
