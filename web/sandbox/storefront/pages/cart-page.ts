import type { Express, Request, Response } from "express"
import { priceCart } from "#web/sandbox/commerce/price-cart.ts"
import {
  addToCart,
  cartOf,
  codesFrom,
  MOST_PIECES,
  saveCart,
  setQuantity,
} from "#web/sandbox/storefront/cart.ts"
import { refusalMessage } from "#web/sandbox/storefront/code-messages.ts"
import { formBody, formOf } from "#web/sandbox/storefront/form.ts"
import { phrase } from "#web/sandbox/storefront/liquid/translate.ts"
import { localAddress } from "#web/sandbox/storefront/local-address.ts"
import { localeOf, localPath } from "#web/sandbox/storefront/locale.ts"
import { sendPage } from "#web/sandbox/storefront/send-page.ts"
import type { Storefront } from "#web/sandbox/storefront/storefront.ts"
import { sendMissing } from "./missing.ts"

/** The cart's page and the plain forms and links that change it. */
export function mountCartPage(app: Express, storefront: Storefront): void {
  const { context } = storefront
  const back = (response: Response) =>
    response.redirect(303, localPath(localeOf(response), "/cart"))

  app.get("/cart", (request, response) => sendCart(storefront, request, response))

  app.post("/cart", formBody, (request, response) => {
    const form = formOf(request)
    const code = form.get("discount_code")
    if (code !== null) return applyCode(storefront, request, response, code)
    const quantities = form.getAll("updates[]").map(readQuantity)
    let cart = cartOf(context, request)
    for (const [index, line] of cart.lines.entries()) {
      cart = setQuantity(cart, line.key, quantities[index] ?? line.quantity)
    }
    saveCart(context, request, response, cart)
    if (!form.has("checkout")) return back(response)
    return response.redirect(303, localPath(localeOf(response), "/checkout"))
  })

  app.post("/cart/add", formBody, (request, response) => {
    const form = formOf(request)
    const quantity = readQuantity(form.get("quantity") ?? "1") ?? 1
    const addition = { variantId: form.get("id") ?? "", quantity, properties: {} }
    const added = addToCart(context, cartOf(context, request), addition)
    if (!added.ok) return sendMissing(storefront, request, response)
    saveCart(context, request, response, added.cart)
    return back(response)
  })

  app.get("/cart/change", (request, response) => {
    const { id, quantity } = request.query
    const cart = setQuantity(cartOf(context, request), String(id), readQuantity(quantity) ?? 0)
    saveCart(context, request, response, cart)
    return back(response)
  })

  app.get("/cart/update", (request, response) => {
    const discountCodes = codesFrom(String(request.query.discount ?? ""))
    saveCart(context, request, response, { ...cartOf(context, request), discountCodes })
    return back(response)
  })

  app.get("/cart/clear", (request, response) => {
    saveCart(context, request, response, { ...cartOf(context, request), lines: [] })
    return back(response)
  })

  // A link that a shop mails out: the code goes into the cart, then on to a page of this shop.
  app.get("/discount/:code", (request, response) => {
    const cart = cartOf(context, request)
    const discountCodes = codesFrom([...cart.discountCodes, request.params.code].join(","))
    saveCart(context, request, response, { ...cart, discountCodes })
    return response.redirect(303, localAddress(request.query.redirect, "/"))
  })
}

/** A typed code stays in the cart only if the shop knows it; else the page says why not. */
async function applyCode(
  storefront: Storefront,
  request: Request,
  response: Response,
  typed: string,
): Promise<void> {
  const { context } = storefront
  const cart = cartOf(context, request)
  const discountCodes = codesFrom([...cart.discountCodes, typed].join(","))
  const { codes } = priceCart(context, { ...cart, discountCodes }, { withoutShipping: true })
  const outcome = codes.find(({ code }) => code.toLowerCase() === typed.trim().toLowerCase())
  if (outcome && outcome.reason !== "not-found") {
    saveCart(context, request, response, { ...cart, discountCodes })
    return response.redirect(303, localPath(localeOf(response), "/cart"))
  }
  const language = storefront.theme.languageOf(localeOf(response))
  const unknown = { code: typed, applicable: false, reason: "not-found", amountMinor: 0 } as const
  const code_error = refusalMessage(context, language, unknown)
  await sendCart(storefront, request, response, { code_error, code_typed: typed })
}

async function sendCart(
  storefront: Storefront,
  request: Request,
  response: Response,
  objects: Record<string, unknown> = {},
): Promise<void> {
  const title = phrase(storefront.theme.languageOf(localeOf(response)), "cart.title")
  await sendPage(storefront, request, response, {
    template: "cart",
    pageType: "cart",
    title,
    objects,
    blocks: "cart",
    status: objects.code_error ? 422 : 200,
  })
}

/** A whole number of pieces from a form; null when it is none. */
function readQuantity(text: unknown): number | null {
  const number = Number(text)
  return Number.isInteger(number) && number >= 0 && number <= MOST_PIECES ? number : null
}
