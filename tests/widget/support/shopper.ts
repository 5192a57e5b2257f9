import type { HistoryLine, Member, Program, Redemption, Reward } from "#web/widget/api.ts"

export const fiveOff: Reward = {
  id: "8f1d3b52-6a57-4f0e-9d52-1a2b3c4d5e6f",
  kind: "amount-off",
  name: "$5 off",
  points: 100,
  amountMinor: 500,
  minimumSpendMinor: null,
}

export const twentyOff: Reward = {
  id: "b7c9e1a4-2d3f-4a5b-8c6d-7e8f9a0b1c2d",
  kind: "amount-off",
  name: "$20 off",
  points: 300,
  amountMinor: 2000,
  minimumSpendMinor: 5000,
}

/** 5 points for every dollar, $5 for 100 points, $20 for 300 on orders from $50. */
export const program: Program = {
  status: "live",
  currency: "USD",
  locale: "en",
  earn: [{ kind: "order-amount", points: 5, perAmountMinor: 100 }],
  rewards: [fiveOff, twentyOff],
  tiers: [],
}

/** A member with 240 points and one order behind them. */
export function member(part: Partial<Member> = {}): Member {
  const points = part.points ?? 240
  return {
    points,
    owedPoints: 0,
    worthMinor: points >= 100 ? Math.floor(points / 100) * 500 : null,
    waitingPoints: 0,
    tier: null,
    nextTier: null,
    nextReward: nextReward(points),
    rewards: [fiveOff, twentyOff].map(({ id, points: cost }) => ({
      id,
      affordable: points >= cost,
      missingPoints: Math.max(0, cost - points),
    })),
    redemptions: [],
    history: [earned],
    ...part,
  }
}

function nextReward(points: number): Member["nextReward"] {
  const next = [fiveOff, twentyOff].find((reward) => reward.points > points)
  return next ? { id: next.id, missingPoints: next.points - points } : null
}

export const earned: HistoryLine = line(240, "order-earned", { order: "#1042" }, "2027-11-03")

export function line(
  points: number,
  code: string,
  params: HistoryLine["reason"]["params"] = {},
  expires?: string,
): HistoryLine {
  return {
    id: `${code}-${points}-${params.order ?? ""}`,
    points,
    reason: { code, params },
    occurredAt: "2026-11-03T12:00:00Z",
    expiresAt: expires ? `${expires}T12:00:00Z` : null,
  }
}

export function redemption(part: Partial<Redemption> = {}): Redemption {
  return {
    id: "0d9a8b7c-6e5f-4a3b-9c2d-1e0f9a8b7c6d",
    rewardId: fiveOff.id,
    rewardName: fiveOff.name,
    status: "issued",
    code: "THANKS-7Q4M-2XKD",
    points: 100,
    amountMinor: 500,
    currency: "USD",
    minimumSpendMinor: null,
    createdAt: "2026-11-20T12:00:00Z",
    ...part,
  }
}
