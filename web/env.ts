import { randomBytes } from "node:crypto"
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { z } from "zod"

/** A setting that stops the start. Its message is one line that names the variable and what is expected. */
export class EnvError extends Error {
  override name = "EnvError"
}

export interface Env {
  production: boolean
  port: number
  /** True without SHOPIFY_API_KEY: the app then starts and talks to its own sandbox. */
  sandbox: boolean
  sandboxPort: number
  sandboxSmtpPort: number
  /** Absent: the embedded database in dataDir. */
  databaseUrl: string | undefined
  /** The role that migrates; absent: databaseUrl migrates and then steps down by SET ROLE. */
  databaseOwnerUrl: string | undefined
  /** Absolute path. */
  dataDir: string
  shopify: {
    apiKey: string
    apiSecret: string
    /** Still accepted while a secret is rotated. */
    apiSecretPrevious: string | undefined
    /** Without a slash at its end. */
    appUrl: string
    scopes: string[]
  }
  /** 32 bytes for tokens at rest. */
  encryptionKey: Buffer
  /** Absent: mail is off. In the sandbox: its mail catcher. */
  smtpUrl: string | undefined
  process: "all" | "web" | "worker"
  allowPrivateAddresses: boolean
}

/**
 * Reads every setting of the app: the one place that looks at the environment.
 * Without credentials it makes the sandbox's secrets once and keeps them in the data folder, readable by us only.
 * @throws EnvError for the first value that is missing or malformed.
 */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const values = parse(source)
  const sandbox = values.SHOPIFY_API_KEY === undefined
  const dataDir = resolve(values.REGULARS_DATA_DIR)
  return {
    production: values.NODE_ENV === "production",
    port: values.PORT,
    sandbox,
    sandboxPort: values.SANDBOX_PORT,
    sandboxSmtpPort: values.SANDBOX_SMTP_PORT,
    databaseUrl: values.DATABASE_URL,
    databaseOwnerUrl: values.DATABASE_OWNER_URL,
    dataDir,
    shopify: {
      apiKey: values.SHOPIFY_API_KEY ?? "regulars-sandbox",
      apiSecret: values.SHOPIFY_API_SECRET ?? keptSecret(dataDir, "sandbox-api-secret"),
      apiSecretPrevious: values.SHOPIFY_API_SECRET_PREVIOUS,
      appUrl: values.SHOPIFY_APP_URL ?? `http://localhost:${values.PORT}`,
      scopes: values.SCOPES,
    },
    encryptionKey:
      values.REGULARS_ENCRYPTION_KEY ?? Buffer.from(keptSecret(dataDir, "encryption-key"), "hex"),
    smtpUrl:
      values.SMTP_URL ?? (sandbox ? `smtp://127.0.0.1:${values.SANDBOX_SMTP_PORT}` : undefined),
    process: values.REGULARS_PROCESS,
    allowPrivateAddresses: values.REGULARS_ALLOW_PRIVATE_ADDRESSES === "1",
  }
}

function parse(source: NodeJS.ProcessEnv) {
  const given = Object.fromEntries(
    // An empty value is what `NAME=` in an .env file or a compose file gives: nothing.
    Object.entries(VARIABLES).map(([name]) => [name, source[name]?.trim() || undefined]),
  )
  const result = schema.safeParse(given)
  if (!result.success) {
    const name = String(result.error.issues[0]!.path[0]) as keyof typeof VARIABLES
    throw new EnvError(`${name} is malformed: expected ${VARIABLES[name].description}`)
  }
  refuseHalfSet(result.data)
  return result.data
}

function refuseHalfSet(values: z.infer<typeof schema>) {
  const need = (name: keyof typeof VARIABLES, because: boolean, what: string) => {
    if (because && values[name] === undefined) throw new EnvError(`${name} is missing: ${what}`)
  }
  const { SHOPIFY_API_KEY: key, SHOPIFY_API_SECRET: secret } = values
  need("SHOPIFY_API_KEY", !!secret, "expected the app's client id beside SHOPIFY_API_SECRET")
  need("SHOPIFY_API_SECRET", !!key, "expected the app's client secret beside SHOPIFY_API_KEY")
  need("SHOPIFY_APP_URL", !!key, "expected the app's public address beside SHOPIFY_API_KEY")
  const owner = values.DATABASE_OWNER_URL
  need("DATABASE_URL", !!owner, "expected the app's own role beside DATABASE_OWNER_URL")
  const production = values.NODE_ENV === "production"
  need("REGULARS_ENCRYPTION_KEY", production, `expected ${ENCRYPTION_KEY} in production`)
}

/** A secret made at the first start and kept; of several processes that make it at once, all get the first one's. */
function keptSecret(dataDir: string, name: string): string {
  const file = join(dataDir, name)
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true })
    const aside = `${file}.${process.pid}`
    writeFileSync(aside, randomBytes(32).toString("hex"), { mode: 0o600 })
    try {
      linkSync(aside, file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error
    } finally {
      rmSync(aside)
    }
  }
  return readFileSync(file, "utf8")
}

const text = z.string().optional().describe("text")

const port = (fallback: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((value) => value >= 1 && value <= 65535)
    .default(fallback)
    .describe("a whole number from 1 to 65535")

const address = (protocols: string[], example: string) =>
  z
    .string()
    .refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol))
    .transform((value) => value.replace(/\/+$/, ""))
    .optional()
    .describe(`an address such as ${example}`)

const database = address(["postgres:", "postgresql:"], "postgresql://user:password@host:5432/name")

const ENCRYPTION_KEY = "32 bytes in base64 or hexadecimal (`openssl rand -base64 32` makes them)"

const VARIABLES = {
  NODE_ENV: text,
  PORT: port(3000),
  SANDBOX_PORT: port(3001),
  SANDBOX_SMTP_PORT: port(3025),
  DATABASE_URL: database,
  DATABASE_OWNER_URL: database,
  REGULARS_DATA_DIR: z.string().default(".data").describe("a folder"),
  SHOPIFY_API_KEY: text,
  SHOPIFY_API_SECRET: text,
  SHOPIFY_API_SECRET_PREVIOUS: text,
  SHOPIFY_APP_URL: address(["http:", "https:"], "https://loyalty.example.com"),
  SCOPES: z
    .string()
    .regex(/^[a-z_]+(\s*,\s*[a-z_]+)*$/)
    .transform((value) => value.split(",").map((scope) => scope.trim()))
    .default([
      "read_customers",
      "read_orders",
      "read_products",
      "write_discounts",
      "read_discounts",
      "write_app_proxy",
    ])
    .describe("access scopes separated by commas"),
  REGULARS_ENCRYPTION_KEY: z
    .string()
    .regex(/^([0-9a-f]{64}|[A-Za-z0-9+/]{43}=)$/i)
    .transform((value) => Buffer.from(value, value.length === 64 ? "hex" : "base64"))
    .optional()
    .describe(ENCRYPTION_KEY),
  SMTP_URL: address(["smtp:", "smtps:"], "smtps://user:password@host:465"),
  REGULARS_PROCESS: z
    .enum(["all", "web", "worker"])
    .default("all")
    .describe("one of all, web, worker"),
  REGULARS_ALLOW_PRIVATE_ADDRESSES: z.enum(["0", "1"]).optional().describe("1, 0 or nothing"),
}

const schema = z.object(VARIABLES)
