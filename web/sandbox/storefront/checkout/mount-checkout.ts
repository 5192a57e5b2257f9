import type { Express, Request, Response } from "express"
import type { Cart } from "#web/sandbox/state/model.ts"
import { cartOf, codesFrom, saveCart } from "#web/sandbox/storefront/cart.ts"
import { field, formBody, formOf } from "#web/sandbox/storefront/form.ts"
import { phrase } from "#web/sandbox/storefront/liquid/translate.ts"
import { localeOf, localPath } from "#web/sandbox/storefront/locale.ts"
import { orderObject } from "#web/sandbox/storefront/objects/order-object.ts"
import { sendMissing } from "#web/sandbox/storefront/pages/missing.ts"
import { sendPage } from "#web/sandbox/storefront/send-page.ts"
import { customerOf, sessionOf } from "#web/sandbox/storefront/session.ts"
import type { Storefront } from "#web/sandbox/storefront/storefront.ts"
import { emptyForm, readForm } from "./checkout-form.ts"
import { priceCheckout, sendCheckout } from "./checkout-page.ts"
import { pay } from "./pay.ts"

/** The checkout: one form that works without scripts, and the page that thanks. */
export function mountCheckout(app: Express, storefront: Storefront): void {
  const { context, theme } = storefront

  app.get("/checkout", async (request, response) => {
    const cart = cartOf(context, request)
    if (cart.lines.length === 0)
      return response.redirect(303, elsewhere(storefront, request, response))
    const form = emptyForm(customerOf(context, request))
    return sendCheckout(storefront, request, response, cart, form)
  })

  app.post("/checkout", formBody, async (request, response) => {
    const cart = cartOf(context, request)
    if (cart.lines.length === 0)
      return response.redirect(303, elsewhere(storefront, request, response))
    const posted = formOf(request)
    const form = readForm(posted)
    const act = field(posted, "do")
    const removed = act.startsWith("remove ") ? act.slice("remove ".length) : null
    const typed = field(posted, "discount_code")
    // Enter in the code's field presses the first button, which pays: a code not yet applied goes first.
    if (removed === null && (typed || act === "apply")) {
      return applyCode(storefront, request, response, cart, typed)
    }
    if (removed !== null) {
      const kept = cart.discountCodes.filter((code) => !sameCode(code, removed))
      const changed = saveCart(context, request, response, { ...cart, discountCodes: kept })
      return sendCheckout(storefront, request, response, changed, form)
    }
    const paid = pay(storefront, cart, customerOf(context, request), form, field(posted, "total"))
    if (!paid.ok) return sendCheckout(storefront, request, response, cart, form, paid.notes)
    const path = `/checkout/thank-you/${paid.order.token}`
    return response.redirect(303, localPath(localeOf(response), path))
  })

  app.get("/checkout/thank-you/:token", async (request, response) => {
    const locale = localeOf(response)
    const order = context.store.orders.findOne("token", request.params.token)
    if (!order) return sendMissing(storefront, request, response)
    const language = theme.languageOf(locale)
    return sendPage(storefront, request, response, {
      template: "thank-you",
      layout: "checkout",
      pageType: "checkout",
      title: phrase(language, "thanks.title"),
      objects: { order: orderObject(order, locale, language) },
    })
  })
}

async function applyCode(
  storefront: Storefront,
  request: Request,
  response: Response,
  cart: Cart,
  typed: string,
): Promise<void> {
  const form = readForm(formOf(request))
  const discountCodes = codesFrom([...cart.discountCodes, typed].join(","))
  const { codes } = priceCheckout(storefront, { ...cart, discountCodes }, form)
  const outcome = codes.find((one) => sameCode(one.code, typed))
  if (!outcome || outcome.reason === "not-found") {
    return sendCheckout(storefront, request, response, cart, form, { unknownCode: typed })
  }
  const changed = saveCart(storefront.context, request, response, { ...cart, discountCodes })
  return sendCheckout(storefront, request, response, changed, form)
}

/** Where an empty cart leads: to the order it became (a second press of the button), or back. */
function elsewhere(storefront: Storefront, request: Request, response: Response): string {
  const { context } = storefront
  const cartId = sessionOf(context, request)?.cartId
  const latest = context.store.orders.page({ orderBy: "number", reverse: true, limit: 50 })
  const order = cartId && latest.find((one) => one.cartToken === cartId)
  const path = order ? `/checkout/thank-you/${order.token}` : "/cart"
  return localPath(localeOf(response), path)
}

const sameCode = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase()
