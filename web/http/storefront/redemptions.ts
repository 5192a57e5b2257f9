import { z } from "zod"
import { redeemReward } from "#web/flows/redeem-reward.ts"
import { returnRedemption } from "#web/flows/return-redemption.ts"
import { balanceOf, memberOf } from "#web/flows/show-points.ts"
import type { ErrorCode } from "#web/http/reply.ts"
import type { Caller } from "./caller.ts"
import type { StorefrontDeps } from "./deps.ts"
import { pointsView } from "./me.ts"

export type Answer = { status: number; body: unknown } | { error: ErrorCode; detail?: string }

const redeemBody = z.strictObject({
  rewardId: z.uuid(),
  // No control characters and no half surrogate pairs: PostgreSQL keeps neither.
  idempotencyKey: z
    .string()
    .min(8)
    .max(128)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u),
})

/** POST /v1/redemptions `{ rewardId, idempotencyKey }`: 201 with the redemption; a repeat of the key, the same again. */
export async function redeem(deps: StorefrontDeps, caller: Caller, body: unknown): Promise<Answer> {
  const parsed = redeemBody.safeParse(body)
  if (!parsed.success) return { error: "bad-request", detail: z.prettifyError(parsed.error) }
  const { shop, customerId } = caller
  if (!customerId) return { error: "not-signed-in" }
  const redeemed = await redeemReward(deps, { shop, customerId, ...parsed.data })
  if (!redeemed.ok) return { error: redeemed.reason }
  const { redemption } = redeemed
  return { status: 201, body: { redemption, member: pointsView(redeemed.balance) } }
}

/** POST /v1/redemptions/:id/return: an unused code handed back for its points. */
export async function handBack(
  deps: StorefrontDeps,
  caller: Caller,
  redemptionId: string,
): Promise<Answer> {
  const { shop, customerId } = caller
  if (!customerId) return { error: "not-signed-in" }
  if (!z.uuid().safeParse(redemptionId).success) return { error: "unknown-redemption" }
  const member = await memberOf(deps, shop, customerId)
  const returned = await returnRedemption(deps, { shop, memberId: member.memberId, redemptionId })
  if (!returned.ok) return { error: returned.reason }
  const after = await balanceOf(deps, shop, customerId)
  return {
    status: 200,
    body: { redemption: returned.redemption, member: pointsView(after?.balance ?? 0) },
  }
}
