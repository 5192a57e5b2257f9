/**
 * The storefront API as the widget reads it (`/apps/loyalty/v1`). Points are whole numbers, money is
 * whole minor units of the currency beside it, times are ISO 8601 strings.
 */

/** `GET /program`: what the programme offers, the same for everybody. */
export type Program = {
  status: "live" | "none"
  currency: string
  locale: string
  earn: EarningRule[]
  rewards: Reward[]
  tiers: { id: string; name: string }[]
}

export type EarningRule = { kind: "order-amount"; points: number; perAmountMinor: number }

export type Reward = {
  id: string
  kind: "amount-off"
  name: string
  points: number
  amountMinor: number
  minimumSpendMinor: number | null
}

/** `GET /balance`: the points alone; `member` is null for everybody who is not signed in. */
export type Points = {
  points: number
  /** Points of refunded orders that were already spent; the next earnings repay them. */
  owedPoints: number
}

/** `GET /me`: what the signed-in shopper has; `member` is null for everybody else. */
export type Member = Points & {
  worthMinor: number | null
  /** Points waiting under the shopper's email until a mailed code proves that it is theirs. */
  waitingPoints: number
  tier: { id: string; name: string } | null
  /** `match`: whether any of what is missing will do, or all of it is needed. */
  nextTier: { id: string; name: string; match?: "any" | "all"; missing: Missing } | null
  nextReward: { id: string; missingPoints: number } | null
  rewards: { id: string; affordable: boolean; missingPoints: number }[]
  redemptions: Redemption[]
  history: HistoryLine[]
}

export type Missing = { points?: number; spendMinor?: number; orders?: number }

export type Redemption = {
  id: string
  rewardId: string
  rewardName: string
  /** `reserved`: points are held and the code is still being made. */
  status: "reserved" | "issued" | "used" | "returned" | "failed"
  code: string | null
  points: number
  amountMinor: number
  currency: string
  minimumSpendMinor: number | null
  createdAt: string
}

export type HistoryLine = {
  id: string
  /** Signed; shown in words, never with a minus sign. */
  points: number
  reason: { code: string; params: { order?: string; reward?: string; note?: string } }
  occurredAt: string
  expiresAt: string | null
}

/** `POST /redemptions` and `POST /redemptions/:id/return`. */
export type RedemptionAnswer = { redemption: Redemption; member: { points: number } }

/** `POST /claims/confirm`. */
export type ClaimAnswer = { claimedPoints: number; member: { points: number } }
