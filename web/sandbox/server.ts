import type { Server } from "node:http"
import express, { type Express } from "express"
import { mountAdminApi } from "./admin-api/mount-admin-api.ts"
import { mountAppProxy } from "./app-proxy/mount-app-proxy.ts"
import type { Clock } from "./clock.ts"
import type { AppSettings, PageHooks, SandboxContext } from "./context.ts"
import { mountControl } from "./control/mount-control.ts"
import { catchMails, type MailCatcher } from "./mail/catch-mails.ts"
import { changeScopes } from "./oauth/installation.ts"
import { mountOAuth } from "./oauth/mount-oauth.ts"
import { jsonText } from "./payloads/json.ts"
import { demoDomain, seedDemoShop, seedShop } from "./state/seed.ts"
import type { Store } from "./state/store.ts"
import { subscribeAsDeclared } from "./webhooks/app-topics.ts"
import { Deliverer } from "./webhooks/deliverer.ts"

export type SandboxOptions = {
  store: Store
  clock: Clock
  app: AppSettings
  /** The app's TOML file with its webhook subscriptions. */
  appToml: string
  /** Draws pages for people; without it only the machine-readable addresses are served. */
  mountPages?: (app: Express, context: SandboxContext) => void
}

export type Sandbox = {
  app: Express
  context: SandboxContext
  /** Listens on loopback; 0 picks a free port. Returns the address. */
  listen(port: number): Promise<string>
  /** Catches mails; 0 picks a free port. Returns the port. */
  listenForMails(port: number): Promise<number>
  close(): Promise<void>
}

/** A small Shopify: the demo shop is made if the store has none. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const { store, clock } = options
  seedDemoShop(store, clock, options.app.scopes)
  subscribeAsDeclared(store, options.appToml)
  const address = { url: "" }
  const deliverer = new Deliverer(store, clock, options.app)
  const hooks = { ...noHooks }
  const contexts = new Map<string, SandboxContext>()
  const parts: Parts = { ...options, deliverer, address, hooks, contexts }
  const context = contextOf(demoDomain, parts)
  // As after a deployment: installed apps get the scopes that the app asks for now.
  for (const { domain } of store.shops.all()) {
    changeScopes(contextOf(domain, parts), options.app.scopes)
  }
  const reset = () => {
    store.clear()
    for (const { domain } of store.shops.all()) {
      seedShop(store, clock, options.app.scopes, { domain })
    }
  }

  const app = express()
  app.disable("x-powered-by")
  mountAppProxy(app, context)
  mountOAuth(app, context)
  const adminApi = mountAdminApi(app, context)
  mountControl(app, context, reset)
  options.mountPages?.(app, context)

  let server: Server | null = null
  let mails: MailCatcher | null = null
  return {
    app,
    context,
    async listen(port) {
      server = await listening(app, port)
      const bound = server.address()
      address.url = `http://localhost:${typeof bound === "object" && bound ? bound.port : port}`
      return address.url
    },
    async listenForMails(port) {
      mails = await catchMails(store, clock, port)
      return mails.port
    },
    async close() {
      adminApi.stop()
      await deliverer.stop()
      await mails?.close()
      server?.closeAllConnections()
      await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()))
    },
  }
}

const noHooks: PageHooks = {
  customerOf: () => null,
  sendLiquid: async (_request, response, liquid) => {
    response.type("text/html").send(liquid)
  },
}

type Parts = SandboxOptions & {
  deliverer: Deliverer
  address: { url: string }
  hooks: PageHooks
  /** Made once per shop. */
  contexts: Map<string, SandboxContext>
}

function contextOf(domain: string, parts: Parts): SandboxContext {
  const known = parts.contexts.get(domain)
  if (known) return known
  const { store: root, clock, app, deliverer, hooks } = parts
  const shop = () => {
    const found = root.shops.findOne("domain", domain)
    if (!found) throw new Error(`there is no shop ${domain}`)
    return found
  }
  const context: SandboxContext = {
    domain,
    shop,
    store: root.ofShop(domain),
    root,
    clock,
    app,
    hooks,
    baseUrl: () => parts.address.url,
    send: (topic, payload, eventId) => {
      deliverer.announce(shop(), topic, jsonText(payload), eventId)
    },
    deliverer,
    forShop: (other) => (root.shops.findOne("domain", other) ? contextOf(other, parts) : null),
  }
  parts.contexts.set(domain, context)
  return context
}

function listening(app: Express, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, "127.0.0.1", (error) => {
      if (error) reject(error)
      else resolve(server)
    })
  })
}
