import type { Express, Request, Response } from "express"
import type { Product } from "#web/sandbox/state/model.ts"
import { jsonText } from "#web/sandbox/storefront/liquid/json.ts"
import { phrase } from "#web/sandbox/storefront/liquid/translate.ts"
import { localeOf, localPath } from "#web/sandbox/storefront/locale.ts"
import { productObject, selectVariant } from "#web/sandbox/storefront/objects/product-object.ts"
import { sendPage } from "#web/sandbox/storefront/send-page.ts"
import type { Storefront } from "#web/sandbox/storefront/storefront.ts"
import { sendMissing } from "./missing.ts"

/** The home page, collections and products. */
export function mountCatalogue(app: Express, storefront: Storefront): void {
  const { context } = storefront
  const { products } = context.store

  app.get("/", async (request, response) => {
    const cards = homeProducts(storefront).map((product) => shown(storefront, response, product))
    await sendPage(storefront, request, response, {
      template: "index",
      pageType: "index",
      title: context.shop().name,
      objects: { bestsellers: cards, hero_product: cards[2] ?? cards[0] ?? null },
    })
  })

  app.get("/collections", (_request, response) =>
    response.redirect(localPath(localeOf(response), "/collections/all")),
  )
  app.get("/collections/:handle", (request, response) =>
    sendCollection(storefront, request, response, request.params.handle),
  )

  app.get("/products/:handle.js", (request, response) => {
    const product = products.findOne("handle", request.params.handle ?? "")
    if (!product) return response.sendStatus(404)
    return response.type("json").send(jsonText(shown(storefront, response, product)))
  })
  app.get("/products/:handle", (request, response) => {
    const product = products.findOne("handle", request.params.handle)
    if (!product) return sendMissing(storefront, request, response)
    return sendProduct(storefront, request, response, product)
  })
}

async function sendCollection(
  storefront: Storefront,
  request: Request,
  response: Response,
  handle: string,
): Promise<void> {
  const { context, theme } = storefront
  const found = context.store.collections.findOne("handle", handle)
  if (!found && handle !== "all") return sendMissing(storefront, request, response)
  const listed = found ? productsOf(storefront, handle) : context.store.products.all()
  const products = listed.map((product) => shown(storefront, response, product))
  const known = { all: "products.all", bestsellers: "menu.bestsellers" }[handle]
  const title = known ? phrase(theme.languageOf(localeOf(response)), known) : found!.title
  await sendPage(storefront, request, response, {
    template: "collection",
    pageType: "collection",
    title,
    objects: { collection: { handle, title, products, products_count: products.length } },
  })
}

async function sendProduct(
  storefront: Storefront,
  request: Request,
  response: Response,
  found: Product,
): Promise<void> {
  const product = selectVariant(shown(storefront, response, found), request.query.variant)
  const others = storefront.context.store.products.all().filter((one) => one.id !== found.id)
  const alike = others.filter((other) => other.productType === found.productType)
  const recommended = [...new Set([...alike, ...others])].slice(0, 4)
  const recommendations = recommended.map((other) => shown(storefront, response, other))
  await sendPage(storefront, request, response, {
    template: "product",
    pageType: "product",
    title: product.title,
    objects: { product, recommendations },
    blocks: "product",
  })
}

/** Four fill a row: the bestsellers, and after them what else there is. */
function homeProducts(storefront: Storefront): Product[] {
  const bestsellers = productsOf(storefront, "bestsellers")
  const known = new Set(bestsellers.map((product) => product.id))
  const others = storefront.context.store.products.all().filter((product) => !known.has(product.id))
  return [...bestsellers, ...others].slice(0, 4)
}

function productsOf({ context }: Storefront, handle: string): Product[] {
  const ids = context.store.collections.findOne("handle", handle)?.productIds ?? []
  return ids.flatMap((id) => context.store.products.get(id) ?? [])
}

function shown({ context }: Storefront, response: Response, product: Product) {
  return productObject(product, localeOf(response), context.shop().currency)
}
