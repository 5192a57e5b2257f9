export type Order = {
  id: string
  name: string
  memberId: string | null
  placedAt: string
  state: "unpaid" | "paid" | "cancelled"
  currency: string
  points: number
  /** Why it earned nothing, as a code. */
  reason: string | null
  programVersion: number
}

export const ordersQuery = `query Orders($onlyWithoutPoints: Boolean, $after: String) {
  shop { currency timeZone }
  orders(onlyWithoutPoints: $onlyWithoutPoints, first: 25, after: $after) {
    nodes { id name memberId placedAt state currency points reason programVersion } endCursor
  }
}`
