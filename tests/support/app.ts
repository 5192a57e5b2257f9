import { once } from "node:events"
import type { AddressInfo } from "node:net"
import type { Shop } from "#web/core/shop.ts"
import type { Env } from "#web/env.ts"
import { openMetrics } from "#web/http/health.ts"
import { openApp } from "#web/open-app.ts"
import { openWeb } from "#web/open-web.ts"
import { startWorker } from "#web/worker.ts"
import { apiKey, apiSecret } from "./admin.ts"
import { stockCodes } from "./code-pool.ts"
import { type TestDatabase, testDatabase } from "./database.ts"
import { proxyQuery, webhookHeaders } from "./sign-shopify.ts"

export const previousSecret = "the-secret-before"

// biome-ignore lint/suspicious/noExplicitAny: the shape follows the address: tests read what they asked for
export type HttpAnswer = { status: number; body: any }

export type TestApp = Awaited<ReturnType<typeof testApp>>

/**
 * The whole app in this process, on a port of its own: webhooks, storefront API, admin API, drain and jobs over a
 * database of its own. Its clock starts at `startAt`, runs, and can be moved. Without `sandboxOrigin` no shop answers.
 */
export async function testApp(
  options: { startAt?: string; sandboxOrigin?: string; poolSize?: number } = {},
) {
  const test = await testDatabase()
  const { sandboxOrigin = null } = options
  const clock = { offsetMs: Date.parse(options.startAt ?? "2026-04-01T12:00:00Z") - Date.now() }
  const now = () => new Date(Date.now() + clock.offsetMs)
  const failures: { where: string; error: unknown }[] = []
  const env = settings(sandboxOrigin !== null)
  const services = {
    ...openApp(env, { databaseUrl: test.url, sandboxOrigin, metrics: openMetrics(), now }),
    failureIn: (where: string) => (error: unknown) => void failures.push({ where, error }),
  }
  services.log.level = "silent"
  const worker = await startWorker({
    ...services,
    queue: services.db.queue,
    onFailure: services.failureIn("worker"),
    onSetAside: () => {},
    onUnissuedCodeUsed: () => {},
    onUninstalled: (shop) => void services.shops.forget(shop.domain),
    onGivenUp: () => {},
  })
  const server = openWeb(env, services, { sandboxOrigin, onStored: worker.wake })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    origin,
    test,
    owner: test.owner,
    services,
    clock,
    now,
    /** Errors that nobody expected, by where they happened: "webhooks", "storefront", "admin" or "worker". */
    failures,
    ...shopifyOf(origin, now),
    ...inboxOf(test),
    stock: (shop: Shop, rewardId: string, count: number) =>
      stockCodes(test.owner, services.seal, shop, rewardId, count),
    async close(): Promise<void> {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await worker.stop()
      await services.db.close()
      await test.close()
    },
  }
}

function settings(sandbox: boolean): Env {
  return {
    production: false,
    port: 0,
    sandbox,
    sandboxPort: 0,
    sandboxSmtpPort: 0,
    databaseUrl: undefined,
    databaseOwnerUrl: undefined,
    dataDir: "",
    shopify: {
      apiKey,
      apiSecret,
      apiSecretPrevious: previousSecret,
      appUrl: "http://localhost",
      scopes: [],
    },
    encryptionKey: Buffer.alloc(32, 7),
    smtpUrl: undefined,
    process: "all",
    allowPrivateAddresses: false,
  }
}

/** What Shopify does: deliver webhooks, and pass on requests of the storefront. */
function shopifyOf(origin: string, now: () => Date) {
  return {
    /** Delivers a webhook, signed with the app's secret unless told otherwise. */
    async deliver(
      shop: Pick<Shop, "domain">,
      topic: string,
      body: object | string | Buffer,
      options: { id?: string; secret?: string; headers?: Record<string, string> } = {},
    ): Promise<HttpAnswer> {
      const raw = typeof body === "string" || body instanceof Buffer ? body : JSON.stringify(body)
      const delivery = { domain: shop.domain, topic, ...(options.id ? { id: options.id } : {}) }
      const headers = webhookHeaders(delivery, raw, options.secret ?? apiSecret)
      return send(`${origin}/webhooks/shopify`, {
        method: "POST",
        headers: { ...headers, ...options.headers },
        body: raw as string,
      })
    },

    /** Asks the storefront API as a shopper; a POST when there is a body. */
    async ask(
      shop: Pick<Shop, "domain">,
      customerId: string | null,
      path: string,
      body?: object,
    ): Promise<HttpAnswer> {
      const query = proxyQuery({ domain: shop.domain, customerId, at: now() }, apiSecret)
      return send(`${origin}/proxy${path}?${query}`, {
        method: body ? "POST" : "GET",
        ...(body
          ? { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }
          : {}),
      })
    },
  }
}

async function send(url: string, init: RequestInit): Promise<HttpAnswer> {
  const response = await fetch(url, init)
  const text = await response.text()
  return { status: response.status, body: text ? JSON.parse(text) : null }
}

export type SetAside = { topic: string; reason: { code: string; field?: string; value?: string } }

function inboxOf({ owner }: TestDatabase) {
  return {
    /** Waits until nothing waits to be settled but what was set aside. */
    async drained(): Promise<void> {
      const deadline = performance.now() + 20_000
      for (;;) {
        const { rowCount } = await owner.query(
          "select from spool.waiting union all select from inbox where set_aside_at is null",
        )
        if (!rowCount) return
        if (performance.now() > deadline) throw new Error(`${rowCount} deliveries still wait`)
        await new Promise((done) => setTimeout(done, 15))
      }
    },

    async setAsideOf({ shopId }: Shop): Promise<SetAside[]> {
      const { rows } = await owner.query<SetAside>(
        `select i.topic, i.reason from inbox i
         where i.shop_id = $1 and i.set_aside_at is not null order by i.set_aside_at`,
        [shopId],
      )
      return rows
    },

    /** What the books say a customer has; null: no member. */
    async balanceOf({ shopId }: Shop, customerId: string): Promise<number | null> {
      const { rows } = await owner.query<{ balance: string | null }>(
        `select b.balance from member_identities i left join balances b using (brand_id, member_id)
         where i.kind = 'customer' and i.shop_id = $1 and i.value = $2`,
        [shopId, customerId],
      )
      return rows[0] ? Number(rows[0].balance ?? 0) : null
    },

    /** The entries of one order, oldest first. */
    async entriesOf({ shopId }: Shop, orderId: string): Promise<[kind: string, points: number][]> {
      const { rows } = await owner.query(
        `select kind, points from entries where source = 'order' and shop_id = $1 and source_id = $2
         order by revision`,
        [shopId, orderId],
      )
      return rows.map((row) => [row.kind, Number(row.points)])
    },
  }
}
