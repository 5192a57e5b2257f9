import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { EnvError, readEnv } from "#web/env.ts"

const folders = mkdtempSync(join(tmpdir(), "regulars-env-"))
const folder = () => mkdtempSync(join(folders, "data-"))
afterAll(() => rmSync(folders, { recursive: true }))

const KEY = "6f70656e7373c3a9".repeat(4)
const credentials = {
  SHOPIFY_API_KEY: "key",
  SHOPIFY_API_SECRET: "secret",
  SHOPIFY_APP_URL: "https://loyalty.example.com/",
}

function refusal(source: NodeJS.ProcessEnv): string {
  try {
    readEnv({ REGULARS_DATA_DIR: folder(), ...source })
  } catch (error) {
    expect(error).toBeInstanceOf(EnvError)
    return (error as Error).message
  }
  throw new Error("nothing was refused")
}

describe("a start with no settings at all", () => {
  test("runs everything against the sandbox on the usual ports", () => {
    const env = readEnv({ REGULARS_DATA_DIR: folder() })
    expect(env).toMatchObject({
      port: 3000,
      sandbox: true,
      sandboxPort: 3001,
      databaseUrl: undefined,
      process: "all",
      allowPrivateAddresses: false,
      smtpUrl: "smtp://127.0.0.1:3025",
      shopify: { apiKey: "regulars-sandbox", appUrl: "http://localhost:3000" },
    })
    expect(env.shopify.scopes).toContain("write_discounts")
  })

  test("makes its secrets once, keeps them, and lets nobody else read them", () => {
    const dir = folder()
    const first = readEnv({ REGULARS_DATA_DIR: dir })
    const second = readEnv({ REGULARS_DATA_DIR: dir })
    expect(first.encryptionKey).toHaveLength(32)
    expect(second.encryptionKey).toEqual(first.encryptionKey)
    expect(second.shopify.apiSecret).toBe(first.shopify.apiSecret)
    expect(first.shopify.apiSecret).not.toBe(first.encryptionKey.toString("hex"))
    expect(statSync(join(dir, "encryption-key")).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(dir, "sandbox-api-secret"), "utf8")).toBe(first.shopify.apiSecret)
  })
})

describe("a start with an app's credentials", () => {
  test("leaves the sandbox and its mail catcher out", () => {
    const env = readEnv({ REGULARS_DATA_DIR: folder(), ...credentials, SCOPES: "read_orders, x" })
    expect(env.sandbox).toBe(false)
    expect(env.smtpUrl).toBeUndefined()
    expect(env.shopify).toMatchObject({
      apiKey: "key",
      apiSecret: "secret",
      appUrl: "https://loyalty.example.com",
      scopes: ["read_orders", "x"],
    })
  })

  test.each([
    ["SHOPIFY_API_SECRET", { SHOPIFY_API_KEY: "key", SHOPIFY_APP_URL: "https://a.example" }],
    ["SHOPIFY_APP_URL", { SHOPIFY_API_KEY: "key", SHOPIFY_API_SECRET: "secret" }],
    ["SHOPIFY_API_KEY", { SHOPIFY_API_SECRET: "secret" }],
    ["DATABASE_URL", { DATABASE_OWNER_URL: "postgresql://owner@db/regulars" }],
    ["REGULARS_ENCRYPTION_KEY", { NODE_ENV: "production" }],
  ])("is refused while %s is missing", (name, source) => {
    expect(refusal(source)).toMatch(new RegExp(`^${name} is missing: expected .+$`))
  })

  test("takes the encryption key in base64 as in hexadecimal", () => {
    const base64 = Buffer.from(KEY, "hex").toString("base64")
    const read = (key: string) =>
      readEnv({ REGULARS_DATA_DIR: folder(), REGULARS_ENCRYPTION_KEY: key }).encryptionKey
    expect(read(base64)).toEqual(read(KEY))
  })
})

describe("a malformed value", () => {
  test.each([
    ["PORT", "99999"],
    ["PORT", "0"],
    ["PORT", "http"],
    ["SANDBOX_PORT", "-1"],
    ["DATABASE_URL", "mysql://root@db/shop"],
    ["DATABASE_OWNER_URL", "db.example.com"],
    ["SHOPIFY_APP_URL", "loyalty.example.com"],
    ["SCOPES", "read orders"],
    ["SMTP_URL", "http://mail.example.com"],
    ["REGULARS_PROCESS", "everything"],
    ["REGULARS_ENCRYPTION_KEY", "too-short"],
    ["REGULARS_ENCRYPTION_KEY", `${KEY}00`],
    ["REGULARS_ALLOW_PRIVATE_ADDRESSES", "yes"],
  ])("of %s stops the start with one line (%s)", (name, value) => {
    const message = refusal({ [name]: value })
    expect(message).toMatch(new RegExp(`^${name} is malformed: expected .+`))
    expect(message).not.toContain("\n")
  })

  test("is never repeated in the line: it may be a password", () => {
    expect(refusal({ DATABASE_URL: "mysql://root:hunter2@db/shop" })).not.toContain("hunter2")
  })

  test("is not an empty one: that means the same as none", () => {
    expect(readEnv({ REGULARS_DATA_DIR: folder(), PORT: "", SMTP_URL: " " }).port).toBe(3000)
  })
})
