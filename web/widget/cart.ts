import { ask } from "./ask.ts"
import { minorDigits } from "./speak.ts"

/** `GET /cart.js`; Shopify writes its amounts in hundredths in every currency, yen included. */
type Cart = {
  item_count?: number
  items_subtotal_price?: number
  currency?: string
  discount_codes?: { code: string; applicable: boolean }[]
}

/**
 * Where a code stands after it was put in the cart: `applied` takes effect now, `empty` waits for
 * something to buy, `waiting` does not fit what is in the cart yet, `outside` must be typed at checkout.
 */
export type CartPlace = "applied" | "empty" | "waiting" | "outside"

/** Adds a code to those already in the cart; never replaces one. `cartUrl` is `routes.cart_url`. */
export async function putInCart(cartUrl: string, code: string): Promise<CartPlace> {
  const changed = await changeCodes(cartUrl, (codes) => [
    ...codes.filter((other) => !same(other, code)),
    code,
  ])
  if (!changed) return "outside"
  const ours = changed.discount_codes?.find((entry) => same(entry.code, code))
  if (ours?.applicable) return "applied"
  if (changed.item_count === 0) return "empty"
  return ours ? "waiting" : "outside"
}

/** Takes a code out of the cart, as when it was handed back for its points. */
export async function takeFromCart(cartUrl: string, code: string): Promise<void> {
  await changeCodes(cartUrl, (codes) => codes.filter((other) => !same(other, code)))
}

/** What the cart holds, in minor units of the currency; null when the cart does not tell. */
export async function cartTotalMinor(cartUrl: string, currency: string): Promise<number | null> {
  const { body } = await ask<Cart>(`${cartUrl}.js`)
  const hundredths = body?.items_subtotal_price
  if (hundredths === undefined || body?.currency !== currency) return null
  return Math.floor((hundredths * 10 ** minorDigits(currency)) / 100)
}

/** Nothing when the cart could not be read or written. */
async function changeCodes(
  cartUrl: string,
  change: (codes: string[]) => string[],
): Promise<Cart | undefined> {
  const { body } = await ask<Cart>(`${cartUrl}.js`)
  if (!body) return undefined
  const codes = body.discount_codes?.map(({ code }) => code) ?? []
  const discount = change(codes).join()
  if (discount === codes.join()) return body
  return (await ask<Cart>(`${cartUrl}/update.js`, { discount })).body
}

const same = (one: string, other: string) => one.toUpperCase() === other.toUpperCase()
