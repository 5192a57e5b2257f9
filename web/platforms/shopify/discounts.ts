import { formatAmount } from "#web/core/money.ts"
import { type DiscountOffer, PlatformError } from "#web/platforms/platform.ts"
import type { AdminClient } from "./client.ts"
import { readOperation } from "./documents.ts"
import { type FoundCode, findCode } from "./find-code.ts"
import { readPayload, refusedBy } from "./user-errors.ts"

const createMutation = readOperation("create-discount")
const deactivateMutation = readOperation("deactivate-discount")
const existsQuery = readOperation("discount-exists")

/**
 * Makes the discount of one reward version, with its first code. The create is never sent twice on a doubt: the code,
 * which nobody can guess, tells whether an earlier try made it. Returns its global id.
 */
export async function createDiscount(
  client: AdminClient,
  offer: DiscountOffer,
  firstCode: string,
): Promise<string> {
  const made = await findCode(client, firstCode)
  if (made) return ours(made, offer)
  const data = await client.request(createMutation, { discount: discountInput(offer, firstCode) })
  const { payload, errors } = readPayload(data, "discountCodeBasicCreate")
  if (errors.some(({ code }) => code === "TAKEN")) {
    const rival = await findCode(client, firstCode)
    if (rival) return ours(rival, offer)
    // Made a moment ago and not yet to be found: the next try will see it.
    throw new PlatformError("code-not-visible-yet", { retryable: true })
  }
  const id = payload.child("codeDiscountNode")?.text("id")
  if (errors.length || !id) throw refusedBy(errors, "discount-refused")
  return id
}

/** Ends a discount with all its codes. One that was deleted by hand has ended. */
export async function deactivateDiscount(client: AdminClient, discountId: string): Promise<void> {
  const data = await client.request(deactivateMutation, { id: discountId }, { repeatable: true })
  const { errors } = readPayload(data, "discountCodeDeactivate")
  if (errors.length && (await discountExists(client, discountId))) {
    throw refusedBy(errors, "discount-refused")
  }
}

/** False once a merchant has deleted it in their admin. */
export async function discountExists(client: AdminClient, discountId: string): Promise<boolean> {
  return (await client.request(existsQuery, { id: discountId })).has("node")
}

/** Codes must never be added to a discount of the merchant's own that happens to have our code. */
function ours(found: FoundCode, offer: DiscountOffer): string {
  if (found.usageLimit === 1 && found.title === offer.title) return found.discountId
  throw new PlatformError("code-taken", { retryable: false })
}

/** Each code works once: `usageLimit` counts for each code on its own. */
function discountInput(offer: DiscountOffer, firstCode: string): object {
  const { minimumSpendMinor, currency } = offer
  return {
    title: offer.title,
    code: firstCode,
    startsAt: offer.startsAt.toISOString(),
    usageLimit: 1,
    context: { all: "ALL" },
    customerGets: {
      items: { all: true },
      value: {
        discountAmount: {
          amount: formatAmount(offer.amountMinor, currency),
          appliesOnEachItem: false,
        },
      },
    },
    ...(minimumSpendMinor
      ? {
          minimumRequirement: {
            subtotal: { greaterThanOrEqualToSubtotal: formatAmount(minimumSpendMinor, currency) },
          },
        }
      : {}),
    combinesWith: offer.combinesWith,
  }
}
