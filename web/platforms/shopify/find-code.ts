import { PlatformError } from "#web/platforms/platform.ts"
import type { AdminClient } from "./client.ts"
import { readOperation } from "./documents.ts"
import { nodes } from "./order-body.ts"

const findQuery = readOperation("find-code")

/** A code of an amount-off discount, with the discount that holds it. */
export type FoundCode = {
  discountId: string
  title: string
  usageLimit: number | null
  /** How often any code of the discount was used; Shopify counts a little late. */
  discountUses: number
  /** The code's own record; null when Shopify's search does not know it yet. */
  code: { id: string; uses: number } | null
}

/** Looks a code up, in upper or lower case; null when no discount holds it. */
export async function findCode(client: AdminClient, code: string): Promise<FoundCode | null> {
  const node = (await client.request(findQuery, { code })).child("codeDiscountNodeByCode")
  if (!node) return null
  const discount = node.child("codeDiscount")
  // Another kind of discount holds it, so it is not one that we made.
  if (!discount?.has("title")) throw new PlatformError("code-taken", { retryable: false })
  const found = nodes(discount, "codes").find(
    (one) => one.text("code").toLowerCase() === code.toLowerCase(),
  )
  return {
    discountId: node.text("id"),
    title: discount.text("title"),
    usageLimit: discount.has("usageLimit") ? discount.wholeNumber("usageLimit") : null,
    discountUses: discount.wholeNumber("asyncUsageCount"),
    code: found ? { id: found.text("id"), uses: found.wholeNumber("asyncUsageCount") } : null,
  }
}
