import { pino } from "pino"
import type { Shop } from "./core/shop.ts"
import { openDatabase } from "./db/database.ts"
import { sealWith } from "./db/seal.ts"
import { shopDirectory } from "./db/shop-directory.ts"
import { tokenStore } from "./db/token-store.ts"
import type { Env } from "./env.ts"
import type { Metrics } from "./http/health.ts"
import { openMail } from "./mail/transport.ts"
import type { Platform } from "./platforms/platform.ts"
import { shopifyApp } from "./platforms/shopify/api.ts"
import { readEvent } from "./platforms/shopify/read-event.ts"
import { shopifyPlatform } from "./platforms/shopify/shopify-platform.ts"

export type App = ReturnType<typeof openApp>

/** Builds what the web and the worker share, as plain arguments. `sandboxOrigin` null: real shops. */
export function openApp(
  env: Env,
  options: {
    databaseUrl: string
    sandboxOrigin: string | null
    metrics: Metrics
    now: () => Date
  },
) {
  const { now, sandboxOrigin, metrics } = options
  const log = pino({ level: env.production ? "info" : "warn" })
  const db = openDatabase(options.databaseUrl)
  const seal = sealWith(env.encryptionKey)
  const shops = shopDirectory(db.drain)
  const tokens = tokenStore({ db, shops, seal })
  const { apiKey, apiSecret, apiSecretPrevious } = env.shopify
  const app = shopifyApp({ apiKey, apiSecret, sandboxOrigin })
  const platforms = new Map<string, Platform>()

  /** One adapter for each shop, so that what it knows of the shop's budget is shared. */
  function platformFor(shop: Shop): Platform {
    const known = platforms.get(shop.domain)
    if (known) return known
    const made = shopifyPlatform({ app, tokens, now, shopDomain: shop.domain })
    platforms.set(shop.domain, made)
    return made
  }

  return {
    log,
    metrics,
    db,
    seal,
    shops,
    tokens,
    app,
    now,
    platformFor,
    secrets: [apiSecret, ...(apiSecretPrevious ? [apiSecretPrevious] : [])],
    mail: openMail(env.smtpUrl),
    programs: new Map(),
    digestOf: seal.digest,
    readEvent: (_platform: Shop["platform"], topic: string, body: Buffer) => readEvent(topic, body),
    poolSize: 100,
    failureIn: (where: string) => (error: unknown) => {
      metrics.failures.inc({ where })
      log.error({ err: error, where }, "unexpected")
    },
  }
}
