import { decimalsOf } from "./money.ts"
import type { ProgramSettings } from "./program.ts"

/**
 * What a brand without a programme starts editing from: 1 point for every unit spent, and 100 points for an amount off
 * that gives back 5 %. Nothing is live until somebody publishes it. Ids are fixed, so that it is the same every time.
 */
export function starterProgram(name: string, currency: string): ProgramSettings {
  const unitMinor = Math.max(100, 10 ** decimalsOf(currency)) // 1.00 USD, 100 JPY, 1.000 KWD
  return {
    name: name.slice(0, 60),
    earningRules: [
      {
        kind: "order-amount",
        id: "orders",
        rates: [{ currency, points: 1, perAmountMinor: unitMinor }],
      },
    ],
    rewards: [
      {
        id: "5f0c1c3e-3f5a-4c55-9d5e-0a1b2c3d4e5f",
        kind: "amount-off",
        name: "Thank-you discount",
        points: 100,
        amounts: [{ currency, amountMinor: 5 * unitMinor, minimumSpendMinor: null }],
        combinesWith: { orderDiscounts: false, productDiscounts: true, shippingDiscounts: true },
      },
    ],
    tiers: [],
    orders: { countTax: false, countShipping: false, countBusiness: false, rounding: "down" },
    points: { lifeMonths: null, debtLimit: 1000 },
  }
}
