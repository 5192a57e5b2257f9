import type { Shop } from "#web/sandbox/state/model.ts"
import { gid } from "./json.ts"
import { shopTime } from "./shop-time.ts"

// Liquid, not JavaScript: the braces stand for the amount.
const moneyFormat = ["$", "{{amount}}"].join("")

/** app/uninstalled and shop/update. */
export function shopPayload(shop: Shop) {
  return {
    id: BigInt(shop.id),
    name: shop.name,
    email: shop.email,
    domain: shop.domain,
    province: null,
    country: shop.countryCode,
    address1: null,
    zip: null,
    city: null,
    source: null,
    phone: null,
    latitude: null,
    longitude: null,
    primary_locale: shop.locale,
    address2: null,
    created_at: shopTime(shop.createdAt, shop.timeZone),
    updated_at: shopTime(shop.updatedAt, shop.timeZone),
    country_code: shop.countryCode,
    country_name: shop.countryCode,
    currency: shop.currency,
    customer_email: shop.email,
    timezone: `(${shop.timeZone})`,
    iana_timezone: shop.timeZone,
    shop_owner: shop.ownerName,
    money_format: moneyFormat,
    money_with_currency_format: `${moneyFormat} ${shop.currency}`,
    weight_unit: "g",
    province_code: null,
    taxes_included: shop.taxesIncluded,
    auto_configure_tax_inclusivity: null,
    tax_shipping: shop.taxShipping,
    county_taxes: null,
    plan_display_name: "Developer Preview",
    plan_name: shop.planName,
    has_discounts: true,
    has_gift_cards: true,
    myshopify_domain: shop.domain,
    google_apps_domain: null,
    google_apps_login_enabled: null,
    money_in_emails_format: moneyFormat,
    money_with_currency_in_emails_format: `${moneyFormat} ${shop.currency}`,
    eligible_for_payments: true,
    requires_extra_payments_agreement: false,
    password_enabled: false,
    has_storefront: true,
    finances: true,
    primary_location_id: null,
    checkout_api_supported: true,
    multi_location_enabled: false,
    setup_required: false,
    pre_launch_enabled: false,
    enabled_presentment_currencies: [shop.currency],
    marketing_sms_consent_enabled_at_checkout: false,
    transactional_sms_disabled: false,
  }
}

/** app/scopes_update. */
export function scopesPayload(shop: Shop, previous: string[], current: string[], now: Date) {
  return {
    id: BigInt(shop.installation?.id ?? shop.id),
    shop_id: gid("Shop", shop.id),
    previous,
    current,
    updated_at: now.toISOString(),
  }
}

/** shop/redact, sent 48 hours after an uninstall. */
export function shopRedactPayload(shop: Shop) {
  return { shop_id: BigInt(shop.id), shop_domain: shop.domain }
}
