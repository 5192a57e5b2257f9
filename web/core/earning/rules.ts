import { z } from "zod"
import { orderAmount, orderAmountSettings } from "./rules/order-amount.ts"

/** Every kind of earning rule. A new kind is one new file and one line here. */
export const earningRules = { "order-amount": orderAmount } as const

export const earningRuleSettings = z.discriminatedUnion("kind", [orderAmountSettings])

export type EarningRuleSettings = z.infer<typeof earningRuleSettings>
