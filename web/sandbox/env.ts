/** What the sandbox's process is told; the only reader of the environment in the sandbox. */
export type SandboxEnv = {
  port: number
  smtpPort: number
  statePath: string
  apiKey: string
  apiSecret: string
  appUrl: string
  scopes: string[]
}

// As shopify.app.toml asks for them.
const defaultScopes =
  "read_customers,read_discounts,read_orders,read_products,write_app_proxy,write_discounts"

/** Reads and checks the variables; throws an error of one line that names the one at fault. */
export function readEnv(env: NodeJS.ProcessEnv = process.env): SandboxEnv {
  return {
    port: portOf(env, "SANDBOX_PORT", 3001),
    smtpPort: portOf(env, "SANDBOX_SMTP_PORT", 3025),
    statePath: `${env.REGULARS_DATA_DIR || ".data"}/sandbox.sqlite`,
    apiKey: env.SHOPIFY_API_KEY || "sandbox-key",
    apiSecret: env.SHOPIFY_API_SECRET || "sandbox-secret",
    appUrl: addressOf(env, "SHOPIFY_APP_URL", "http://localhost:3000"),
    scopes: (env.SCOPES || defaultScopes).split(",").map((scope) => scope.trim()),
  }
}

function portOf(env: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const text = env[name]
  if (!text) return fallback
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port
  throw new Error(`${name} must be a port from 0 to 65535, not "${text}"`)
}

function addressOf(env: NodeJS.ProcessEnv, name: string, fallback: string): string {
  const text = env[name] || fallback
  if (!URL.canParse(text)) throw new Error(`${name} must be an address like ${fallback}`)
  return text.replace(/\/+$/, "")
}
