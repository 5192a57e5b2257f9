import type { Request } from "express"
import { priceCart } from "#web/sandbox/commerce/price-cart.ts"
import { cartOf } from "./cart.ts"
import { codeObjects } from "./code-messages.ts"
import { formatMoneyShort, hundredths } from "./liquid/money.ts"
import { type Language, phrase } from "./liquid/translate.ts"
import { directionOf, type Locale, localPath } from "./locale.ts"
import { cartObject } from "./objects/cart-object.ts"
import { customerObject } from "./objects/customer-object.ts"
import { metafieldsObject } from "./objects/metafields-object.ts"
import {
  localizationObject,
  requestObject,
  routesObject,
  shopObject,
} from "./objects/shop-objects.ts"
import { customerOf } from "./session.ts"
import type { Storefront } from "./storefront.ts"
import { readThemeSettings } from "./theme-settings.ts"

export type PageView = { request: Request; locale: Locale; pageType: string; title: string }

/** The objects that every Liquid file of a page can read, ours and the app's blocks alike. */
export function pageGlobals(storefront: Storefront, view: PageView): Record<string, unknown> {
  const { context, theme } = storefront
  const { request, locale } = view
  const language = theme.languageOf(locale)
  const customer = customerOf(context, request)
  const cart = cartOf(context, request)
  const priced = priceCart(context, cart, { withoutShipping: true })
  return {
    shop: shopObject(context),
    localization: localizationObject(context, locale, request.path),
    request: requestObject(context, request, locale, view.pageType),
    routes: routesObject(locale),
    customer: customer && customerObject(context, customer, locale, language),
    cart: {
      ...cartObject(context, cart, priced, locale),
      // In Liquid an object; the Ajax API writes the code alone.
      currency: { iso_code: priced.currency },
      discount_codes: codeObjects(context, language, locale, priced.codes),
    },
    template: { name: view.pageType },
    page_title: view.title,
    canonical_url: `${context.baseUrl()}${localPath(locale, request.path)}`,
  }
}

/** What only the theme's own files read. */
export function themeGlobals(storefront: Storefront, view: PageView, language: Language) {
  const { locale, request } = view
  const shop = storefront.context.shop()
  const link = (key: string, path: string) => ({
    title: phrase(language, `menu.${key}`),
    url: localPath(locale, path),
    current: request.path === path,
  })
  return {
    page_direction: directionOf(locale),
    settings: {
      look: readThemeSettings(storefront.context).look,
      free_shipping_from: formatMoneyShort(
        hundredths(shop.freeShippingFromMinor ?? 0, shop.currency),
        shop.currency,
      ),
      menu: [
        link("all", "/collections/all"),
        link("bestsellers", "/collections/bestsellers"),
        link("rewards", "/pages/rewards"),
      ],
    },
  }
}

/** What only app blocks read: `app.metafields`, those of the app's installation. */
export function appGlobals(storefront: Storefront): Record<string, unknown> {
  const installation = storefront.context.shop().installation
  const owner = `gid://shopify/AppInstallation/${installation?.id}`
  return { app: { metafields: metafieldsObject(storefront.context, owner) } }
}
