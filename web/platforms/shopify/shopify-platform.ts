import { type Platform, PlatformError } from "#web/platforms/platform.ts"
import { adminClient, type ClientDeps } from "./client.ts"
import { addCodes, codeState, deleteCode } from "./codes.ts"
import { fetchCustomer } from "./customers.ts"
import { createDiscount, deactivateDiscount } from "./discounts.ts"
import { isInstalled } from "./install.ts"
import { fetchOrder } from "./orders.ts"
import { UnreadableError } from "./parse-body.ts"

/** One Shopify shop behind the port. Discount ids are global ids ("gid://shopify/DiscountCodeNode/1"), all others digits. */
export function shopifyPlatform(deps: ClientDeps): Platform {
  const client = adminClient(deps)
  return {
    isInstalled: () => isInstalled(client),
    createDiscount: (offer, firstCode) => readable(createDiscount(client, offer, firstCode)),
    addCodes: (discountId, codes) => readable(addCodes(client, discountId, codes)),
    codeState: (code) => readable(codeState(client, code)),
    deleteCode: (discountId, code) => readable(deleteCode(client, discountId, code)),
    deactivateDiscount: (discountId) => readable(deactivateDiscount(client, discountId)),
    fetchOrder: (orderId) => readable(fetchOrder(client, orderId)),
    fetchCustomer: (customerId) => readable(fetchCustomer(client, customerId)),
  }
}

/** An answer that is not what the schema promises is the platform's failure; asking again gives the same. */
async function readable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error
    throw new PlatformError("unreadable-answer", { retryable: false, cause: error })
  }
}
