import express, { type Express, type Request, type Response } from "express"
import { priceCart } from "#web/sandbox/commerce/price-cart.ts"
import type { Cart } from "#web/sandbox/state/model.ts"
import { cartOf, codesFrom, saveCart } from "#web/sandbox/storefront/cart.ts"
import { jsonText } from "#web/sandbox/storefront/liquid/json.ts"
import { localeOf } from "#web/sandbox/storefront/locale.ts"
import { cartObject } from "#web/sandbox/storefront/objects/cart-object.ts"
import type { Storefront } from "#web/sandbox/storefront/storefront.ts"
import { addItems } from "./add-items.ts"
import { type CartFault, faults } from "./cart-faults.ts"
import { applyUpdates, changeLine } from "./change-lines.ts"

const body = [
  express.json({ limit: "256kb", strict: true }),
  express.urlencoded({ extended: true, limit: "256kb" }),
]

/**
 * Shopify's Ajax API for the cart, at the addresses themes and widgets use. Amounts are hundredths of
 * the shop's currency; bodies may be JSON or forms.
 */
export function mountCartApi(app: Express, storefront: Storefront): void {
  const { context } = storefront
  const changing = (
    path: string,
    change: (cart: Cart, body: Record<string, unknown>) => Cart | CartFault,
  ) =>
    app.post(path, body, (request: Request, response: Response) => {
      const changed = change(cartOf(context, request), request.body ?? {})
      if ("status" in changed) return sendFault(response, changed)
      return sendCart(storefront, response, saveCart(context, request, response, changed))
    })

  app.get(["/cart.js", "/cart.json"], (request, response) =>
    sendCart(storefront, response, cartOf(context, request)),
  )

  app.post(["/cart/add.js", "/cart/add.json"], body, (request: Request, response: Response) => {
    const added = addItems(context, cartOf(context, request), request.body ?? {})
    if (!added.ok) return sendFault(response, added.fault)
    const cart = saveCart(context, request, response, added.cart)
    const { items } = shownCart(storefront, response, cart)
    const lines = added.keys.flatMap((key) => items.find((item) => item.key === key) ?? [])
    return response.type("json").send(jsonText(added.single ? lines[0] : { items: lines }))
  })

  changing("/cart/change.js", changeLine)
  changing("/cart/clear.js", (cart) => ({ ...cart, lines: [] }))
  changing("/cart/update.js", (cart, { updates, note, attributes, discount }) => {
    const updated = applyUpdates(cart, updates)
    if ("status" in updated) return updated
    if (discount !== undefined && typeof discount !== "string") return faults.discount
    return {
      ...updated,
      note: typeof note === "string" ? note.slice(0, 5000) : cart.note,
      attributes: { ...cart.attributes, ...textsOf(attributes) },
      // The whole list replaces the old one: who adds a code sends those already there as well.
      discountCodes: discount === undefined ? cart.discountCodes : codesFrom(discount),
    }
  })
}

function shownCart(storefront: Storefront, response: Response, cart: Cart) {
  const { context } = storefront
  const priced = priceCart(context, cart, { withoutShipping: true })
  return cartObject(context, cart, priced, localeOf(response))
}

function sendCart(storefront: Storefront, response: Response, cart: Cart) {
  const text = jsonText(shownCart(storefront, response, cart))
  return response.set("Cache-Control", "private, no-store").type("json").send(text)
}

function sendFault(response: Response, fault: CartFault) {
  const { status, ...words } = fault
  return response.status(status).json({ status: words.code ?? status, ...words, code: undefined })
}

function textsOf(values: unknown): Record<string, string> {
  if (!values || typeof values !== "object") return {}
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, String(value ?? "")]),
  )
}
