import { z } from "zod"
import type { EarningRuleKind } from "#web/core/earning/earning-rule.ts"
import { decimalsOf } from "#web/core/money.ts"

const currency = z.string().refine(isCurrency, { error: "unknown-currency" })

/** Points for money spent: `points` for every `perAmountMinor` of what counts, by the order's currency. */
export const orderAmountSettings = z.strictObject({
  kind: z.literal("order-amount"),
  id: z.string().min(1).max(40),
  rates: z
    .array(
      z.strictObject({
        currency,
        points: z.int().min(1).max(100_000),
        perAmountMinor: z.int().min(1).max(100_000_000),
      }),
    )
    .min(1)
    .refine((rates) => new Set(rates.map((rate) => rate.currency)).size === rates.length, {
      error: "currency-listed-twice",
    }),
})

export type OrderAmountSettings = z.infer<typeof orderAmountSettings>

export const orderAmount: EarningRuleKind<"order-amount", OrderAmountSettings> = {
  kind: "order-amount",
  settings: orderAmountSettings,
  form: [
    { name: "points", label: "order-amount.points", input: "points" },
    { name: "perAmountMinor", label: "order-amount.per-amount", input: "money" },
  ],
  decide({ rates }, order, line) {
    const rate = rates.find((candidate) => candidate.currency === order.currency)
    if (!rate) return null
    return {
      numerator: BigInt(line.eligibleMinor) * BigInt(rate.points),
      denominator: BigInt(rate.perAmountMinor),
    }
  },
}

function isCurrency(code: string): boolean {
  try {
    return decimalsOf(code) >= 0
  } catch {
    return false
  }
}
