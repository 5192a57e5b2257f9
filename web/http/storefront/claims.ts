import { z } from "zod"
import { confirmClaim, sendClaimCode } from "#web/flows/claim-points.ts"
import { memberOf } from "#web/flows/show-points.ts"
import type { Caller } from "./caller.ts"
import type { StorefrontDeps } from "./deps.ts"
import { pointsView } from "./me.ts"
import type { Answer } from "./redemptions.ts"

/** POST /v1/claims: mails a one-time code for points that wait under the member's email. */
export async function claim(deps: StorefrontDeps, caller: Caller): Promise<Answer> {
  const { shop, customerId } = caller
  if (!customerId) return { error: "not-signed-in" }
  const member = await memberOf(deps, shop, customerId)
  const sent = await sendClaimCode(deps, shop, member.memberId)
  return sent.ok ? { status: 202, body: {} } : { error: sent.reason }
}

const confirmBody = z.strictObject({ code: z.string().trim().min(4).max(20) })

/** POST /v1/claims/confirm `{ code }`: the waiting points become the member's. */
export async function confirm(
  deps: StorefrontDeps,
  caller: Caller,
  body: unknown,
): Promise<Answer> {
  const parsed = confirmBody.safeParse(body)
  if (!parsed.success) return { error: "bad-request", detail: z.prettifyError(parsed.error) }
  const { shop, customerId } = caller
  if (!customerId) return { error: "not-signed-in" }
  const member = await memberOf(deps, shop, customerId)
  const claimed = await confirmClaim(deps, shop, member.memberId, parsed.data.code)
  if (!claimed.ok) return { error: claimed.reason }
  const { claimedPoints, balance } = claimed
  return { status: 200, body: { claimedPoints, member: pointsView(balance) } }
}
