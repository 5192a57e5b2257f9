export type Redemption = {
  id: string
  memberId: string
  rewardName: string
  points: number
  amountMinor: number
  currency: string
  status: "reserved" | "issued" | "used" | "returned" | "failed"
  failure: string | null
  code: string | null
  createdAt: string
  usedOrderName: string | null
}

export const redemptionsQuery = `query Redemptions($after: String) {
  shop { currency timeZone }
  redemptions(first: 25, after: $after) {
    nodes {
      id memberId rewardName points amountMinor currency status failure code createdAt usedOrderName
    }
    endCursor
  }
}`
