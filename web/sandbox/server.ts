import type { Server } from "node:http"
import express, { type Express } from "express"
import type { Clock } from "./clock.ts"
import type { AppSettings, PageHooks, SandboxContext } from "./context.ts"
import { seedDemoShop } from "./state/seed.ts"
import type { Store } from "./state/store.ts"

export type SandboxOptions = {
  store: Store
  clock: Clock
  app: AppSettings
  /** Draws pages for people; without it only the machine-readable addresses are served. */
  mountPages?: (app: Express, context: SandboxContext) => void
}

export type Sandbox = {
  app: Express
  context: SandboxContext
  /** Listens on loopback; 0 picks a free port. Returns the address. */
  listen(port: number): Promise<string>
  close(): Promise<void>
}

export const demoDomain = "regulars-demo.myshopify.com"

/** A small Shopify: the demo shop is made if the store has none. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const { store, clock } = options
  seedDemoShop(store, clock, options.app.scopes)
  const address = { url: "" }
  const context = contextOf(demoDomain, options, address)
  const app = express()
  app.disable("x-powered-by")
  options.mountPages?.(app, context)

  let server: Server | null = null
  return {
    app,
    context,
    async listen(port) {
      address.url = await new Promise<string>((resolve, reject) => {
        const listening = app.listen(port, (error) => {
          if (error) return reject(error)
          const bound = listening.address()
          resolve(`http://localhost:${typeof bound === "object" && bound ? bound.port : port}`)
        })
        server = listening
      })
      return address.url
    },
    async close() {
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

function contextOf(
  domain: string,
  options: SandboxOptions,
  address: { url: string },
  hooks: PageHooks = { ...noHooks },
): SandboxContext {
  const { store: root, clock, app } = options
  return {
    domain,
    shop() {
      const shop = root.shops.findOne("domain", domain)
      if (!shop) throw new Error(`there is no shop ${domain}`)
      return shop
    },
    store: root.ofShop(domain),
    root,
    clock,
    app,
    hooks,
    baseUrl: () => address.url,
    send: () => {},
    forShop: (other) =>
      root.shops.findOne("domain", other) ? contextOf(other, options, address, hooks) : null,
  }
}
