import type { Router } from "express"
import { z } from "zod"
import { findCode } from "#web/sandbox/commerce/find-code.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { saveShop } from "#web/sandbox/oauth/installation.ts"
import { shopPayload } from "#web/sandbox/payloads/shop.ts"
import { seedShop } from "#web/sandbox/state/seed.ts"
import { controlRoute, nothing } from "./control-route.ts"

const details = z.object({
  name: z.string().min(1).optional(),
  currency: z.string().length(3).optional(),
  locale: z.string().min(2).optional(),
  timeZone: z.string().min(1).optional(),
  taxesIncluded: z.boolean().optional(),
  taxRateBasisPoints: z.number().int().min(0).max(10_000).optional(),
  taxShipping: z.boolean().optional(),
  shippingMinor: z.number().int().min(0).optional(),
  freeShippingFromMinor: z.number().int().min(0).nullable().optional(),
})

const newShop = details.extend({ domain: z.string().regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/) })

const ids = z.object({ next: z.string().regex(/^[1-9]\d{0,18}$/) })

/** The shops themselves, what they sell, their codes, and starting over. */
export function shopRoutes(router: Router, context: SandboxContext, reset: () => void): void {
  const settable = (changes: z.infer<typeof details>) =>
    Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))

  router.get(
    "/shop",
    controlRoute(context, nothing, (shop) => ({ shop: shop.shop() })),
  )
  router.post(
    "/shop",
    controlRoute(context, details, (shop, body) => {
      const saved = saveShop(shop, { ...shop.shop(), ...settable(body) })
      shop.send("shop/update", shopPayload(saved))
      return { shop: saved }
    }),
  )
  router.post(
    "/shops",
    controlRoute(context, newShop, (_shop, { domain, ...rest }) => ({
      shop: seedShop(context.root, context.clock, context.app.scopes, {
        domain,
        ...settable(rest),
      }),
    })),
  )
  router.get(
    "/products",
    controlRoute(context, nothing, (shop) => ({ products: shop.store.products.all() })),
  )
  router.get(
    "/codes/:code",
    controlRoute(context, nothing, (shop, _body, request) =>
      findCode(shop, String(request.params.code)),
    ),
  )
  router.post(
    "/ids",
    controlRoute(context, ids, (_shop, { next }) => {
      context.root.countIdsFrom(next)
      return { next }
    }),
  )
  router.post(
    "/reset",
    controlRoute(context, nothing, () => {
      reset()
      return { ok: true }
    }),
  )
}
