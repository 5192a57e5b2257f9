import type { SandboxContext } from "#web/sandbox/context.ts"
import type { CodeUse, DiscountNode, RedeemCode } from "#web/sandbox/state/model.ts"

export type FoundCode = { code: RedeemCode; discount: DiscountNode; uses: CodeUse[] }

/** A discount code with its discount and the orders that used it; case does not matter. */
export function findCode(context: SandboxContext, code: string): FoundCode | null {
  const { redeemCodes, discounts, codeUses } = context.store
  const found = redeemCodes.findOne("code", code.trim().toLowerCase())
  const discount = found && discounts.get(found.discountId)
  if (!found || !discount) return null
  return { code: found, discount, uses: codeUses.find("codeId", found.id, 100) }
}
