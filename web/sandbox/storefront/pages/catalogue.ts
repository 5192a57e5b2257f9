import type { Express } from "express"
import type { Product } from "#web/sandbox/state/model.ts"
import { jsonText } from "#web/sandbox/storefront/liquid/json.ts"
import { phrase } from "#web/sandbox/storefront/liquid/translate.ts"
import { type Locale, localeOf, localPath } from "#web/sandbox/storefront/locale.ts"
import { productObject, selectVariant } from "#web/sandbox/storefront/objects/product-object.ts"
import { sendPage } from "#web/sandbox/storefront/send-page.ts"
import type { Storefront } from "#web/sandbox/storefront/storefront.ts"
import { sendMissing } from "./missing.ts"

/** The home page, collections and products. */
export function mountCatalogue(app: Express, storefront: Storefront): void {
  const { context, theme } = storefront
  const { products, collections } = context.store
  const shown = (product: Product, locale: Locale) =>
    productObject(product, locale, context.shop().currency)
  const productsIn = (handle: string) => {
    const ids = collections.findOne("handle", handle)?.productIds ?? []
    return ids.flatMap((id) => products.get(id) ?? [])
  }

  app.get("/", async (request, response) => {
    const locale = localeOf(response)
    // Four fill a row: after the bestsellers, what else there is.
    const best = [
      ...new Map(
        [...productsIn("bestsellers"), ...products.all()].map((product) => [product.id, product]),
      ).values(),
    ].slice(0, 4)
    const cards = best.map((product) => shown(product, locale))
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

  app.get("/collections/:handle", async (request, response) => {
    const locale = localeOf(response)
    const language = theme.languageOf(locale)
    const { handle } = request.params
    const found = collections.findOne("handle", handle)
    if (!found && handle !== "all") return sendMissing(storefront, request, response)
    const listed = handle === "all" ? products.all() : productsIn(handle)
    const known = { all: "products.all", bestsellers: "menu.bestsellers" }[handle]
    const title = known ? phrase(language, known) : found!.title
    const cards = listed.map((product) => shown(product, locale))
    const collection = { handle, title, products: cards, products_count: cards.length }
    await sendPage(storefront, request, response, {
      template: "collection",
      pageType: "collection",
      title,
      objects: { collection },
    })
  })

  app.get("/products/:handle.js", (request, response) => {
    const product = products.findOne("handle", request.params.handle ?? "")
    if (!product) return response.sendStatus(404)
    return response.type("json").send(jsonText(shown(product, localeOf(response))))
  })

  app.get("/products/:handle", async (request, response) => {
    const locale = localeOf(response)
    const found = products.findOne("handle", request.params.handle)
    if (!found) return sendMissing(storefront, request, response)
    const product = selectVariant(shown(found, locale), request.query.variant)
    const others = products.all().filter((other) => other.id !== found.id)
    const alike = others.filter((other) => other.productType === found.productType)
    const recommendations = [...new Set([...alike, ...others])]
      .slice(0, 4)
      .map((other) => shown(other, locale))
    await sendPage(storefront, request, response, {
      template: "product",
      pageType: "product",
      title: product.title,
      objects: { product, recommendations },
      blocks: "product",
    })
  })
}
