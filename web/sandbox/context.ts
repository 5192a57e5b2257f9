import type { Request, Response } from "express"
import type { Clock } from "./clock.ts"
import type { Customer, Shop } from "./state/model.ts"
import type { ShopStore, Store } from "./state/store.ts"
import type { Deliverer } from "./webhooks/deliverer.ts"

/** The app under test, as Shopify's Partner Dashboard knows it. */
export type AppSettings = {
  apiKey: string
  apiSecret: string
  /** Where the app listens, without a slash at the end. */
  url: string
  /** What an installation grants. */
  scopes: string[]
}

/** What the storefront's pages lend to the engine; they set these when they mount. */
export type PageHooks = {
  /** Who is signed in to the storefront with this request's cookie. */
  customerOf(request: Request): Customer | null
  /** Answers an app-proxy reply of type application/liquid, rendered inside the theme. */
  sendLiquid(request: Request, response: Response, liquid: string): Promise<void>
}

/** One shop of the sandbox with all that its rules, pages and addresses need. */
export type SandboxContext = {
  domain: string
  /** The shop's record as it is now. */
  shop(): Shop
  /** This shop's customers, orders, discounts and so on. */
  store: ShopStore
  /** The whole state: settings, deliveries, mails, `nextId()` and `transaction()`. */
  root: Store
  clock: Clock
  app: AppSettings
  hooks: PageHooks
  /** The sandbox's own address, such as http://localhost:3001. */
  baseUrl(): string
  /**
   * Queues a signed webhook for the app, if it is installed and subscribed to the topic. Payloads
   * come from `payloads/` (ids are bigint); `eventId` ties together what one action caused.
   */
  send(topic: string, payload: unknown, eventId?: string): void
  /** The queue behind `send`: resend, arbitrary deliveries. */
  deliverer: Deliverer
  /** The same for another shop, or null if there is none of that domain. */
  forShop(domain: string): SandboxContext | null
}
