import { PlatformError } from "#web/platforms/platform.ts"
import type { ShopifyApp } from "./api.ts"
import { askForTokens } from "./ask-for-tokens.ts"
import type { AdminClient } from "./client.ts"
import { readOperation } from "./documents.ts"
import { idOf } from "./ids.ts"
import { UnreadableError } from "./parse-body.ts"
import type { Tokens } from "./tokens.ts"

const shopQuery = readOperation("shop")

/**
 * Trades an ID token for the shop's offline tokens. Shopify has granted the scopes already (managed installation), so
 * this is all of our side of an installation, and safe to repeat. Throws PlatformError "stale-id-token" when the
 * browser has to bring a newer one.
 */
export async function exchangeToken(
  deps: { app: ShopifyApp; now: () => Date },
  idToken: string,
  shopDomain: string,
): Promise<Tokens> {
  try {
    return await askForTokens(deps, shopDomain, {
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: idToken,
      subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
      requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
      expiring: "1",
    })
  } catch (error) {
    if (!(error instanceof PlatformError) || error.reason !== "grant-refused") throw error
    throw new PlatformError("stale-id-token", { retryable: false, cause: error })
  }
}

/** Who a shop is. `currency` is ISO 4217, `timeZone` an IANA name, `locale` a language tag. */
export type ShopDetails = {
  platformShopId: string
  name: string
  currency: string
  timeZone: string
  locale: string
  domain: string
}

/** Asks the shop who it is. Throws PlatformError. */
export async function fetchShop(client: AdminClient): Promise<ShopDetails> {
  try {
    const shop = (await client.request(shopQuery, {})).child("shop")
    if (!shop) throw new UnreadableError({ code: "field-missing", field: "shop" })
    return {
      platformShopId: idOf(shop.text("id")),
      name: shop.text("name"),
      currency: shop.text("currencyCode"),
      timeZone: shop.text("ianaTimezone"),
      locale: shop.child("primaryDomain")?.child("localization")?.text("defaultLocale") ?? "en",
      domain: shop.text("myshopifyDomain"),
    }
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error
    throw new PlatformError("unreadable-answer", { retryable: true, cause: error })
  }
}

/** Whether our tokens still open the shop. Throws PlatformError when it cannot be asked. */
export async function isInstalled(client: AdminClient): Promise<boolean> {
  try {
    await fetchShop(client)
    return true
  } catch (error) {
    if (error instanceof PlatformError && !error.retryable) return false
    throw error
  }
}
