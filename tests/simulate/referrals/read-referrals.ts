import type {
  AccountOpened,
  Label,
  OrderPaid,
  ReferralClaimed,
  ShopEvent,
  Simulation,
} from "./events.ts"

/** A referral as the generator's own tests look at it, with hindsight: not what a score may see. */
export type Told = Label & {
  claim: ReferralClaimed
  order: OrderPaid | undefined
  friend: AccountOpened
  advocate: AccountOpened
  /** Everything the advocate did, over all 180 days. */
  advocateActs: ShopEvent[]
}

/** Every referral of a simulation with its order and its people, in the order of the claims. */
export function readReferrals({ events, labels }: Simulation): Told[] {
  const acts = Map.groupBy(events, (event) => ("accountId" in event ? event.accountId : ""))
  const orders = new Map(
    events.flatMap((event) =>
      event.type === "order-paid" && event.referralId ? [[event.referralId, event]] : [],
    ),
  )
  const opened = (id: string) => acts.get(id)!.find((act) => act.type === "account-opened")!
  return events
    .filter((event) => event.type === "referral-claimed")
    .map((claim) => ({
      ...labels[claim.referralId]!,
      claim,
      order: orders.get(claim.referralId),
      friend: opened(claim.accountId),
      advocate: opened(claim.advocateId),
      advocateActs: acts.get(claim.advocateId)!,
    }))
}

/** The share, 0 to 1, of those that it holds for. */
export const share = <T>(list: readonly T[], holds: (one: T) => boolean) =>
  list.filter(holds).length / list.length
