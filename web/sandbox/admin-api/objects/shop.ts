import type { SandboxContext } from "#web/sandbox/context.ts"
import { gid } from "#web/sandbox/payloads/json.ts"
import { shopTime } from "#web/sandbox/payloads/shop-time.ts"
import { metafieldFields } from "./metafield.ts"

export function shopObject(context: SandboxContext) {
  const shop = context.shop()
  const id = gid("Shop", shop.id)
  const offset = shopTime(context.clock.now().toISOString(), shop.timeZone).slice(19)
  const [hours, minutes] = offset.split(":").map(Number)
  return {
    __typename: "Shop",
    id,
    name: shop.name,
    email: shop.email,
    contactEmail: shop.email,
    shopOwnerName: shop.ownerName,
    myshopifyDomain: shop.domain,
    url: context.baseUrl(),
    primaryDomain: {
      __typename: "Domain",
      id: gid("Domain", shop.id),
      host: shop.domain,
      sslEnabled: true,
      url: context.baseUrl(),
      localization: {
        __typename: "DomainLocalization",
        defaultLocale: shop.locale,
        alternateLocales: [],
        country: null,
      },
    },
    currencyCode: shop.currency,
    enabledPresentmentCurrencies: [shop.currency],
    currencyFormats: {
      moneyFormat: ["$", "{{amount}}"].join(""),
      moneyWithCurrencyFormat: ["$", "{{amount}} ", shop.currency].join(""),
      moneyInEmailsFormat: ["$", "{{amount}}"].join(""),
      moneyWithCurrencyInEmailsFormat: ["$", "{{amount}} ", shop.currency].join(""),
    },
    ianaTimezone: shop.timeZone,
    timezoneOffset: offset.replace(":", ""),
    timezoneOffsetMinutes: (hours ?? 0) * 60 + Math.sign(hours ?? 0) * (minutes ?? 0),
    taxesIncluded: shop.taxesIncluded,
    taxShipping: shop.taxShipping,
    weightUnit: "GRAMS",
    unitSystem: "METRIC_SYSTEM",
    plan: {
      displayName: "Developer Preview",
      publicDisplayName: "Development",
      partnerDevelopment: true,
      shopifyPlus: false,
    },
    createdAt: shop.createdAt,
    updatedAt: shop.updatedAt,
    ...metafieldFields(context, id),
  }
}

export function installationObject(context: SandboxContext) {
  const { installation } = context.shop()
  const id = gid("AppInstallation", installation?.id ?? "0")
  const scopes = (list: string[]) => list.map((handle) => ({ handle, description: handle }))
  return {
    __typename: "AppInstallation",
    id,
    accessScopes: scopes(installation?.scopes ?? []),
    activeSubscriptions: [],
    launchUrl: context.app.url,
    uninstallUrl: null,
    app: {
      __typename: "App",
      id: gid("App", "1"),
      apiKey: context.app.apiKey,
      handle: "regulars",
      title: "Regulars",
      embedded: true,
      requestedAccessScopes: scopes(context.app.scopes),
    },
    ...metafieldFields(context, id),
  }
}
