import type { Request } from "express"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { LANGUAGES, type Locale, localPath } from "#web/sandbox/storefront/locale.ts"

/** Liquid's `shop`. */
export function shopObject(context: SandboxContext) {
  const shop = context.shop()
  return {
    id: BigInt(shop.id),
    name: shop.name,
    email: shop.email,
    domain: new URL(context.baseUrl()).host,
    permanent_domain: shop.domain,
    url: context.baseUrl(),
    secure_url: context.baseUrl(),
    currency: shop.currency,
    enabled_currencies: [{ iso_code: shop.currency }],
    locale: shop.locale,
    published_locales: LANGUAGES.map(languageObject),
    taxes_included: shop.taxesIncluded,
    customer_accounts_enabled: true,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholder is Shopify's own
    money_format: "${{amount}}",
    metafields: {},
  }
}

/** Liquid's `localization`; `page_url` is this page in that language, for our theme's own links. */
export function localizationObject(context: SandboxContext, locale: Locale, path: string) {
  const shop = context.shop()
  const languages = LANGUAGES.map((language) => ({
    ...languageObject(language),
    page_url: localPath(language.iso, path),
  }))
  const currency = { iso_code: shop.currency }
  const country = { iso_code: shop.countryCode, name: shop.countryCode, currency }
  return {
    language: languages.find((language) => language.iso_code === locale),
    available_languages: languages,
    country,
    available_countries: [country],
    market: { id: 1, handle: "home" },
  }
}

/** Liquid's `request`. */
export function requestObject(
  context: SandboxContext,
  request: Request,
  locale: Locale,
  pageType: string,
) {
  const language = LANGUAGES.find((one) => one.iso === locale) ?? LANGUAGES[0]
  return {
    locale: languageObject(language),
    host: request.host,
    origin: context.baseUrl(),
    path: localPath(locale, request.path),
    page_type: pageType,
    design_mode: false,
    visual_preview_mode: false,
  }
}

/** Liquid's `routes`, in the language of the page. */
export function routesObject(locale: Locale) {
  const at = (path: string) => localPath(locale, path)
  return {
    root_url: at("/"),
    account_url: at("/account"),
    account_login_url: at("/account/login"),
    account_logout_url: at("/account/logout"),
    account_register_url: at("/account/register"),
    account_addresses_url: at("/account"),
    account_profile_url: at("/account"),
    account_recover_url: at("/account/login"),
    storefront_login_url: at("/account/login"),
    collections_url: at("/collections"),
    all_products_collection_url: at("/collections/all"),
    search_url: at("/search"),
    predictive_search_url: at("/search/suggest"),
    product_recommendations_url: at("/recommendations/products"),
    cart_url: at("/cart"),
    cart_add_url: at("/cart/add"),
    cart_change_url: at("/cart/change"),
    cart_clear_url: at("/cart/clear"),
    cart_update_url: at("/cart/update"),
  }
}

function languageObject(language: (typeof LANGUAGES)[number]) {
  return {
    iso_code: language.iso,
    name: language.name,
    endonym_name: language.endonym,
    primary: language.iso === "en",
    root_url: language.rootUrl,
  }
}
