/** Plain values that a rule may look at when something is decided. */
export type OrderFacts = { currency: string; placedAt: Date }

/** `eligibleMinor`: what counts of the line after the programme's choice about tax; 0 when the line never earns. */
export type LineFacts = { productId: string | null; eligibleMinor: number }

/** What a member has done, by orders only and net of refunds: what tiers count. */
export type MemberTotals = { earnedPoints: number; spendMinor: number; orderCount: number }

/** Who bought, as the order tells it. All null: nobody can be credited. */
export type Buyer = {
  customerId: string | null
  /** Only an account is a member at once; a guest's points wait under the email or phone until claimed. */
  hasAccount: boolean
  email: string | null
  phone: string | null
  name: string | null
  locale: string | null
}
