import { mountAdminFrame } from "#web/sandbox/admin-frame/mount-admin-frame.ts"
import { openClock } from "#web/sandbox/clock.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { mountOperator } from "#web/sandbox/operator/mount-operator.ts"
import { createSandbox } from "#web/sandbox/server.ts"
import type { DiscountNode } from "#web/sandbox/state/model.ts"
import { openStore } from "#web/sandbox/state/store.ts"
import { mountStorefront } from "#web/sandbox/storefront/mount-storefront.ts"

export type PagesShop = {
  context: SandboxContext
  address: string
  visitor(): Visitor
  close(): Promise<void>
}

/** The sandbox with its pages on a free port; `extensionFolder` replaces our own theme extension. */
export async function openPages(extensionFolder?: string): Promise<PagesShop> {
  const store = openStore(":memory:")
  // Nobody listens for deliveries: they are looked at where they wait.
  store.settings.set("webhooks", { ...store.settings.get("webhooks"), paused: true })
  const sandbox = createSandbox({
    store,
    clock: openClock(store),
    app: {
      apiKey: "pages-key",
      apiSecret: "pages-secret-of-32-characters-ok",
      url: "http://127.0.0.1:9",
      scopes: ["read_orders"],
    },
    appToml: "no.toml",
    mountPages(app, context) {
      mountAdminFrame(app, context, extensionFolder)
      mountOperator(app, context)
      mountStorefront(app, context, extensionFolder)
    },
  })
  const address = await sandbox.listen(0)
  return {
    context: sandbox.context,
    address,
    visitor: () => new Visitor(address),
    async close() {
      await sandbox.close()
      store.close()
    },
  }
}

export type Page = { status: number; url: string; text: string; headers: Headers }

/** A browser without scripts: keeps cookies, follows redirects, fills in forms. */
export class Visitor {
  readonly address: string
  readonly cookies = new Map<string, string>()

  constructor(address: string) {
    this.address = address
  }

  async get(path: string): Promise<Page> {
    return this.follow(await this.send(path, {}))
  }

  async post(path: string, fields: Record<string, string>): Promise<Page> {
    const body = new URLSearchParams(fields)
    return this.follow(await this.send(path, { method: "POST", body }))
  }

  /** Asks as a script of the page does. */
  // biome-ignore lint/suspicious/noExplicitAny: what is answered is what is being tested
  async json(path: string, body?: object): Promise<{ status: number; body: any }> {
    const headers = { "content-type": "application/json" }
    const asked = body && { method: "POST", headers, body: JSON.stringify(body) }
    const response = await this.send(path, asked ?? {})
    return { status: response.status, body: await response.json() }
  }

  private async send(path: string, init: RequestInit): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ")
    const headers = { ...(init.headers as object), cookie }
    const url = new URL(path, this.address)
    const response = await fetch(url, { ...init, headers, redirect: "manual" })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";")
      this.cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1))
    }
    return response
  }

  private async follow(response: Response): Promise<Page> {
    const { status, headers } = response
    const next = headers.get("location")
    if (next) return this.get(new URL(next, response.url).href)
    return {
      status,
      url: response.url.slice(this.address.length),
      text: await response.text(),
      headers,
    }
  }
}

/** A variant of the demo shop by its SKU. */
export function variantOf(context: SandboxContext, sku: string): string {
  const variants = context.store.products.all().flatMap((product) => product.variants)
  return variants.find((variant) => variant.sku === sku)!.id
}

/** A discount with one code, made as the app would make it. */
export function addCode(
  context: SandboxContext,
  code: string,
  changes: Partial<DiscountNode> = {},
): void {
  const { root, store } = context
  const createdAt = "2026-01-01T00:00:00Z"
  const discount = store.discounts.put({
    id: root.nextId(),
    title: code,
    value: { kind: "fixed", amountMinor: 500, onEachItem: false },
    items: { all: true },
    minimum: null,
    customerIds: null,
    usageLimit: 1,
    oncePerCustomer: false,
    combinesWith: { orderDiscounts: false, productDiscounts: false, shippingDiscounts: false },
    tags: [],
    startsAt: createdAt,
    endsAt: null,
    usageCount: 0,
    createdAt,
    updatedAt: createdAt,
    ...changes,
  })
  store.redeemCodes.put({
    id: root.nextId(),
    discountId: discount.id,
    code,
    usageCount: 0,
    createdAt,
  })
}

/** What a shopper fills in at the checkout; `total` is the one the page shows. */
export async function checkoutFields(visitor: Visitor): Promise<Record<string, string>> {
  const { text } = await visitor.get("/checkout")
  return {
    total: /name="total" value="(\d+)"/.exec(text)?.[1] ?? "",
    email: "maya@example.com",
    first_name: "Maya",
    last_name: "Iqbal",
    address1: "12 Mill Lane",
    city: "Portland",
    zip: "97201",
    payment: "card",
    do: "pay",
  }
}

/** Signs in with the code that was mailed. */
export async function signIn(shop: PagesShop, visitor: Visitor, email: string): Promise<Page> {
  await visitor.post("/account/login", { email })
  const [mail] = shop.context.root.mails.page({ orderBy: "receivedAt", reverse: true, limit: 1 })
  const code = /\d{6}/.exec(mail!.text)![0]
  return visitor.post("/account/login/code", { code })
}

/** The topics that were sent to the app, in order. */
export function topicsOf(context: SandboxContext): string[] {
  const all = context.root.deliveries.page({ orderBy: "createdAt", limit: 500 })
  return all.map((delivery) => delivery.topic)
}
