import type { TaskList } from "graphile-worker"
import { z } from "zod"
import type { Shop } from "#web/core/shop.ts"
import { shopsById } from "#web/db/shop-directory.ts"
import { forgetBodies } from "#web/flows/forget-bodies.ts"
import { type IssueDeps, issueCode } from "#web/flows/issue-code.ts"
import { type RefillDeps, refillCodePools } from "#web/flows/refill-code-pool.ts"
import { refreshCustomer } from "#web/flows/refresh-customer.ts"
import { type RefreshOrderDeps, refreshOrder } from "#web/flows/refresh-order.ts"
import { shopUninstalled } from "#web/flows/shop-uninstalled.ts"
import { type SweepDeps, sweep } from "#web/flows/sweep.ts"
import { PlatformError } from "#web/platforms/platform.ts"

export type JobDeps = RefillDeps &
  IssueDeps &
  RefreshOrderDeps &
  SweepDeps & {
    onUninstalled: (shop: Shop) => void
    onGivenUp: (job: string, error: PlatformError) => void
  }

const ofShop = z.object({ brandId: z.int(), shopId: z.int() })

/** Every job, by its flow's name. A lasting refusal by the platform ends a job; anything else is tried again. */
export function jobHandlers(deps: JobDeps): TaskList {
  const job = <T extends z.ZodType<z.infer<typeof ofShop>>>(
    payload: T,
    work: (shop: Shop, payload: z.infer<T>) => Promise<unknown>,
  ) => {
    return async (
      given: unknown,
      { job: { task_identifier } }: { job: { task_identifier: string } },
    ) => {
      const parsed = payload.parse(given)
      const shop = await shopOf(deps, parsed.shopId)
      try {
        if (shop) await work(shop, parsed)
      } catch (error) {
        if (!(error instanceof PlatformError) || error.retryable) throw error
        deps.onGivenUp(task_identifier, error)
      }
    }
  }
  return {
    "refill-code-pool": job(ofShop, (shop) => refillCodePools(deps, shop)),
    "issue-code": job(ofShop.extend({ redemptionId: z.uuid() }), (shop, { redemptionId }) =>
      issueCode(deps, shop, redemptionId),
    ),
    "refresh-order": job(
      ofShop.extend({ orderId: z.string(), changedAt: z.coerce.date() }),
      (shop, hint) => refreshOrder(deps, shop, hint),
    ),
    "refresh-customer": job(ofShop.extend({ customerId: z.string() }), (shop, { customerId }) =>
      refreshCustomer(deps, shop, customerId),
    ),
    "shop-uninstalled": job(
      ofShop.extend({ platformShopId: z.string() }),
      async (shop, { platformShopId }) => {
        if (await shopUninstalled(deps, shop, platformShopId)) deps.onUninstalled(shop)
      },
    ),
    sweep: () => sweep(deps),
    "forget-bodies": () => forgetBodies(deps),
  }
}

async function shopOf(deps: JobDeps, shopId: number): Promise<Shop | null> {
  const shops = await deps.db.acrossBrands((tx) => shopsById(tx, [shopId]))
  return shops.get(shopId) ?? null
}
