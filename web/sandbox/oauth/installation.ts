import { laterThan, secondsIso } from "#web/sandbox/clock.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { jsonText } from "#web/sandbox/payloads/json.ts"
import { scopesPayload, shopPayload, shopRedactPayload } from "#web/sandbox/payloads/shop.ts"
import type { Shop } from "#web/sandbox/state/model.ts"
import { revokeAllTokens } from "./tokens.ts"

const redactAfterMs = 48 * 3600 * 1000

/**
 * Installs the app with all its scopes; does nothing if it is installed. A pending shop/redact is
 * off.
 */
export function installApp(context: SandboxContext): Shop {
  const shop = context.shop()
  if (shop.installation) return shop
  for (const delivery of context.root.deliveries.find("topic", "shop/redact")) {
    if (delivery.shopDomain === context.domain && delivery.state === "waiting") {
      context.root.deliveries.delete(delivery.id)
    }
  }
  const installedAt = secondsIso(context.clock.now())
  return saveShop(context, {
    ...shop,
    installation: { id: context.root.nextId(), scopes: context.app.scopes, installedAt },
  })
}

/**
 * Uninstalls the app: its tokens die, app/uninstalled goes out, shop/redact follows after 48 hours.
 */
export function uninstallApp(context: SandboxContext): Shop {
  const shop = context.shop()
  if (!shop.installation) return shop
  return context.root.transaction(() => {
    revokeAllTokens(context)
    const left = saveShop(context, { ...shop, installation: null })
    context.send("app/uninstalled", shopPayload(left))
    for (const subscription of context.root.subscriptions.find("topic", "shop/redact")) {
      context.deliverer.queue({
        shopDomain: context.domain,
        topic: "shop/redact",
        body: jsonText(shopRedactPayload(left)),
        uri: subscription.uri,
        name: subscription.name,
        waitMs: redactAfterMs,
      })
    }
    return left
  })
}

/** Changes what the merchant granted, for tokens that are out as well: app/scopes_update. */
export function changeScopes(context: SandboxContext, scopes: string[]): Shop {
  const shop = context.shop()
  if (!shop.installation) return shop
  const previous = shop.installation.scopes
  if (previous.join() === scopes.join()) return shop
  const saved = saveShop(context, { ...shop, installation: { ...shop.installation, scopes } })
  const payload = scopesPayload(saved, previous, scopes, context.clock.now())
  context.send("app/scopes_update", payload)
  return saved
}

/** Stores a changed shop under a later `updatedAt`. */
export function saveShop(context: SandboxContext, shop: Shop): Shop {
  const updatedAt = laterThan(shop.updatedAt, context.clock.now())
  return context.root.shops.put({ ...shop, updatedAt })
}
