import type { Order } from "./orders.ts"
import type { Page } from "./page.ts"
import type { Redemption } from "./redemptions.ts"
import type { Refusal } from "./request.ts"
import type { Thresholds } from "./tiers.ts"

export type Member = {
  id: string
  state: "member" | "guest"
  name: string | null
  email: string | null
  phone: string | null
  joinedAt: string
  points: number
  owedPoints: number
  tier: { id: string; name: string } | null
}

export type Reason = {
  code: string
  order: string | null
  reward: string | null
  note: string | null
}

export type HistoryEntry = {
  id: string
  points: number
  reason: Reason
  occurredAt: string
  expiresAt: string | null
}

export type Lot = {
  source: string
  order: string | null
  points: number
  remaining: number
  earnedAt: string
  expiresAt: string | null
}

export type MemberDetails = {
  member: Member
  totals: { earnedPoints: number; spendMinor: number; orderCount: number }
  nextTier: { id: string; name: string } | null
  missing: Thresholds
  lots: Lot[]
  history: Page<HistoryEntry>
  orders: Page<Order>
  redemptions: Page<Redemption>
}

export type AdjustPayload = { refusals: Refusal[] }

const memberFields = "id state name email phone joinedAt points owedPoints tier { id name }"

const orderFields = "id name memberId placedAt state currency points reason programVersion"

const redemptionFields =
  "id memberId rewardName points amountMinor currency status failure code createdAt usedOrderName"

const historyFields = `
  nodes { id points reason { code order reward note } occurredAt expiresAt } endCursor`

export const membersQuery = `query Members($search: String, $minPoints: Whole, $after: String) {
  shop { currency timeZone }
  members(search: $search, minPoints: $minPoints, first: 25, after: $after) {
    nodes { ${memberFields} } endCursor
  }
}`

export const memberQuery = `query Member($id: ID!) {
  shop { currency timeZone }
  member(id: $id) {
    member { ${memberFields} }
    totals { earnedPoints spendMinor orderCount }
    nextTier { id name }
    missing { earnedPoints spendMinor orderCount }
    lots { source order points remaining earnedAt expiresAt }
    history(first: 10) { ${historyFields} }
    orders(first: 10) { nodes { ${orderFields} } endCursor }
    redemptions(first: 10) { nodes { ${redemptionFields} } endCursor }
  }
}`

export const memberHistoryQuery = `query MemberHistory($id: ID!, $after: String) {
  member(id: $id) { page: history(first: 25, after: $after) { ${historyFields} } }
}`

export const memberOrdersQuery = `query MemberOrders($id: ID!, $after: String) {
  member(id: $id) {
    page: orders(first: 25, after: $after) { nodes { ${orderFields} } endCursor }
  }
}`

export const memberRedemptionsQuery = `query MemberRedemptions($id: ID!, $after: String) {
  member(id: $id) {
    page: redemptions(first: 25, after: $after) { nodes { ${redemptionFields} } endCursor }
  }
}`

export const adjustMutation = `mutation Adjust(
  $memberId: ID!, $points: Whole!, $note: String!, $idempotencyKey: String!
) {
  changed: adjustPoints(
    memberId: $memberId, points: $points, note: $note, idempotencyKey: $idempotencyKey
  ) { refusals { code field limit } }
}`
