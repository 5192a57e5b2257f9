import { createServer, type IncomingHttpHeaders } from "node:http"
import { type Clock, openClock } from "#web/sandbox/clock.ts"
import { mintIdToken } from "#web/sandbox/oauth/id-token.ts"
import { createSandbox, type Sandbox } from "#web/sandbox/server.ts"
import { openStore, type Store } from "#web/sandbox/state/store.ts"

export const secret = "shhh-it-is-a-secret"

const allScopes = [
  "read_customers",
  "write_customers",
  "read_orders",
  "write_orders",
  "read_all_orders",
  "read_products",
  "write_discounts",
]

export type Received = { method: string; url: string; headers: IncomingHttpHeaders; body: string }

/** An app that writes down whatever it is sent and answers as it is told. */
export async function startApp() {
  const received: Received[] = []
  const answer = { status: 200, headers: {} as Record<string, string>, body: "{}" }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk) => chunks.push(chunk))
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8")
      const { method = "", url = "", headers } = request
      received.push({ method, url, headers, body })
      response.writeHead(answer.status, answer.headers).end(answer.body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as { port: number }
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    answer,
    topics: () => received.map((one) => String(one.headers["x-shopify-topic"])),
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

export type EngineShop = Awaited<ReturnType<typeof openShop>>

/** A sandbox on a free port with an app behind it. */
export async function openShop(options: { statePath?: string; scopes?: string[] } = {}) {
  const app = await startApp()
  const store: Store = openStore(options.statePath ?? ":memory:")
  const clock: Clock = openClock(store)
  const sandbox: Sandbox = createSandbox({
    store,
    clock,
    app: {
      apiKey: "regulars-key",
      apiSecret: secret,
      url: app.url,
      scopes: options.scopes ?? allScopes,
    },
    appToml: "/there/is/none",
  })
  const base = await sandbox.listen(0)

  const post = async (path: string, body: unknown = {}, headers: Record<string, string> = {}) => {
    const response = await fetch(`${base}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    })
    // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect.
    return { status: response.status, body: (await response.json()) as any }
  }
  const get = async (path: string) => {
    const response = await fetch(`${base}${path}`)
    // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect.
    return { status: response.status, body: (await response.json()) as any }
  }
  const exchange = async (changes: Record<string, unknown> = {}) =>
    post("/admin/oauth/access_token", {
      client_id: "regulars-key",
      client_secret: secret,
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: await mintIdToken(sandbox.context),
      subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
      requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
      expiring: "1",
      ...changes,
    })
  const refresh = (refreshToken: string) =>
    post("/admin/oauth/access_token", {
      client_id: "regulars-key",
      client_secret: secret,
      grant_type: "refresh_token",
      refresh_token: refreshToken,
    })
  const graphql = (token: string, query: string, variables: unknown = {}, version = "2026-10") =>
    post(
      `/admin/api/${version}/graphql.json`,
      { query, variables },
      { "x-shopify-access-token": token },
    )

  return {
    app,
    store,
    clock,
    sandbox,
    context: sandbox.context,
    base,
    post,
    get,
    exchange,
    refresh,
    graphql,
    /** Waits until the sandbox has nothing left to deliver now. */
    async settled(): Promise<void> {
      await until(async () => (await get("/sandbox/webhooks?limit=1")).body.waiting === 0)
    },
    async close(): Promise<void> {
      await sandbox.close()
      store.close()
      await app.close()
    },
  }
}

export async function until(check: () => boolean | Promise<boolean>, withinMs = 10_000) {
  const end = performance.now() + withinMs
  while (!(await check())) {
    if (performance.now() > end) throw new Error("it did not happen in time")
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

export const someAddress = {
  id: "7204519990001",
  firstName: "Ada",
  lastName: "Byron",
  address1: "12 St James's Square",
  address2: null,
  city: "London",
  province: "England",
  provinceCode: "ENG",
  zip: "SW1Y 4JH",
  country: "United Kingdom",
  countryCode: "GB",
  phone: null,
}

export const fiveOff = {
  title: "5 off",
  code: "FIVE",
  startsAt: "2020-01-01T00:00:00Z",
  usageLimit: 1,
  context: { all: "ALL" },
  customerGets: {
    items: { all: true },
    value: { discountAmount: { amount: "5.00", appliesOnEachItem: false } },
  },
  combinesWith: { orderDiscounts: true, productDiscounts: true, shippingDiscounts: true },
}

export const createDiscount = `
  mutation ($input: DiscountCodeBasicInput!) {
    discountCodeBasicCreate(basicCodeDiscount: $input) {
      codeDiscountNode { id }
      userErrors { field code message }
    }
  }`
