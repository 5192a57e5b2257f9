import { type ShopifyApp, shopifyApp } from "#web/platforms/shopify/api.ts"
import { exchangeToken } from "#web/platforms/shopify/install.ts"
import { openClock } from "#web/sandbox/clock.ts"
import { mintIdToken } from "#web/sandbox/oauth/id-token.ts"
import { createSandbox } from "#web/sandbox/server.ts"
import { openStore } from "#web/sandbox/state/store.ts"
import { memoryTokens } from "./token-store.ts"

const apiKey = "contract-key"
const apiSecret = "contract-secret"

const scopes = [
  "read_customers",
  "read_discounts",
  "read_orders",
  "read_products",
  "write_app_proxy",
  "write_discounts",
]

export type SandboxShop = Awaited<ReturnType<typeof sandboxShop>>

/** The sandbox on a free port with its demo shop, our app installed there, and what the adapter needs to reach it. */
export async function sandboxShop({ timeoutMs = 5000 } = {}) {
  const store = openStore(":memory:")
  const sandbox = createSandbox({
    store,
    clock: openClock(store),
    // Nobody listens there: deliveries are looked at where they wait.
    app: { apiKey, apiSecret, url: "http://127.0.0.1:9", scopes },
    appToml: "shopify.app.toml",
  })
  store.settings.set("webhooks", { ...store.settings.get("webhooks"), paused: true })
  store.settings.set("admin", { ...store.settings.get("admin"), bulkMs: 50 })
  const { context } = sandbox
  const origin = await sandbox.listen(0)
  const app = shopifyApp({ apiKey, apiSecret, sandboxOrigin: origin, timeoutMs })
  const now = () => context.clock.now()
  const shopDomain = context.domain
  const control = controlOf(origin)
  await control("/app/install", {})
  const tokens = memoryTokens(
    await exchangeToken({ app, now }, await mintIdToken(context), shopDomain),
  )
  return {
    context,
    control,
    deps: { app: app as ShopifyApp, tokens, now, shopDomain },
    close: async () => {
      await sandbox.close()
      store.close()
    },
  }
}

export type Control = <Answer>(path: string, body: object) => Promise<Answer>

/** Turns a knob of the sandbox. */
function controlOf(origin: string): Control {
  return async (path, body) => {
    const response = await fetch(`${origin}/sandbox${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    })
    const answer = await response.json()
    if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`)
    return answer
  }
}
