import type { Request, Response } from "express"
import { type PricedCart, priceCart } from "#web/sandbox/commerce/price-cart.ts"
import type { Cart } from "#web/sandbox/state/model.ts"
import { codeObjects, refusalMessage } from "#web/sandbox/storefront/code-messages.ts"
import { formatMoney, hundredths } from "#web/sandbox/storefront/liquid/money.ts"
import { phrase } from "#web/sandbox/storefront/liquid/translate.ts"
import { localeOf, localPath } from "#web/sandbox/storefront/locale.ts"
import { cartObject } from "#web/sandbox/storefront/objects/cart-object.ts"
import { sendPage } from "#web/sandbox/storefront/send-page.ts"
import type { Storefront } from "#web/sandbox/storefront/storefront.ts"
import { type CheckoutForm, PAYMENT_WAYS } from "./checkout-form.ts"

/** What the page says beside the form; keys are those of the locale files. */
export type CheckoutNotes = {
  error?: string
  problems?: Record<string, string>
  /** A typed code that the shop does not know. */
  unknownCode?: string
}

/** The cart priced for the checkout: with shipping and tax, and for whoever the email belongs to. */
export function priceCheckout(storefront: Storefront, cart: Cart, form: CheckoutForm): PricedCart {
  return priceCart(storefront.context, cart, form.email ? { buyer: { email: form.email } } : {})
}

/** Shows the checkout with the form as it was filled in. */
export async function sendCheckout(
  storefront: Storefront,
  request: Request,
  response: Response,
  cart: Cart,
  form: CheckoutForm,
  notes: CheckoutNotes = {},
): Promise<void> {
  const { context, theme } = storefront
  const locale = localeOf(response)
  const language = theme.languageOf(locale)
  const priced = priceCheckout(storefront, cart, form)
  const problems = Object.entries(notes.problems ?? {}).map(([name, key]) => {
    return [name, phrase(language, key)]
  })
  const refused = { code: notes.unknownCode ?? "", applicable: false, amountMinor: 0 }
  const codeError = notes.unknownCode
    ? refusalMessage(context, language, { ...refused, reason: "not-found" })
    : null
  const words = locale === "en" ? null : (key: string) => phrase(language, `checkout.${key}`)
  await sendPage(storefront, request, response, {
    template: "checkout",
    layout: "checkout",
    pageType: "checkout",
    title: phrase(language, "checkout.title"),
    objects: {
      cart: {
        ...cartObject(context, cart, priced, locale),
        discount_codes: codeObjects(context, language, locale, priced.codes),
      },
      checkout: { ...sumsOf(storefront, priced, words), url: localPath(locale, "/checkout") },
      fields: { ...form, problems: Object.fromEntries(problems) },
      payment_ways: PAYMENT_WAYS,
      error: notes.error ? phrase(language, notes.error) : null,
      code_error: codeError,
      code_typed: notes.unknownCode ?? "",
    },
    status: notes.error || codeError ? 422 : 200,
  })
}

type Words = (key: string) => string

/** `words` translates what the shop names in its own language. */
function sumsOf(storefront: Storefront, priced: PricedCart, words: Words | null) {
  const { currency } = priced
  const price = (amountMinor: number) => hundredths(amountMinor, currency)
  const total = price(priced.totalMinor)
  return {
    subtotal_price: price(priced.totalLinesMinor),
    shipping_title: priced.shipping && (words?.("standard_shipping") ?? priced.shipping.title),
    shipping_price: price(priced.shipping?.priceMinor ?? 0),
    tax_title: words ? words("tax") : storefront.context.shop().taxTitle,
    tax_price: price(priced.taxMinor),
    total_price: total,
    total_minor: priced.totalMinor,
    total_text: formatMoney(total, currency),
  }
}
