/**
 * One simulated shop: what it sees of its shoppers, in time order, and who was honest. Features are worked out from
 * `events` alone, each from what had happened by then; `labels` are for judging only.
 */
export type Simulation = {
  seed: number
  shop: Shop
  /** Referrals happen in [startsAt, endsAt): milliseconds since 1970 UTC, 180 days apart. */
  startsAt: number
  endsAt: number
  /** By `at`, oldest first; accounts and own orders of regulars reach back up to three years. */
  events: ShopEvent[]
  /** By referral id; one for every claim, whether or not an order followed. */
  labels: Record<string, Label>
}

/** `honest` is the truth about the advocate's and friend's intent; `kind` names the story told. */
export type Label = { honest: boolean; kind: string }

export type Shop = {
  /** ISO 4217; every amount of the simulation is in it. */
  currency: string
  country: string
  /** What a friend's first order must be worth, in minor units. */
  minimumMinor: number
  /** The advocate's reward is held for this many days after the order. */
  returnDays: number
}

export type ShopEvent =
  | AccountOpened
  | LinkMade
  | LinkVisited
  | ReferralClaimed
  | OrderPaid
  | OrderRefunded

/**
 * Where somebody acts from. `at`: milliseconds since 1970 UTC. `deviceId`: the random id that the widget keeps in the
 * browser, new after a private window or cleared storage. `ip`: IPv4 or IPv6 text, of ranges that nobody owns.
 */
type Seen = { at: number; deviceId: string; ip: string }

/** A customer record under one email: made by signing up, by a claim or by a first order as a guest. */
export type AccountOpened = Seen & {
  type: "account-opened"
  accountId: string
  email: string
  /** E.164, or null when not given. */
  phone: string | null
  /** First and last name. */
  name: string
}

/** An account asks for its referral link for the first time: it is an advocate now. */
export type LinkMade = Seen & { type: "link-made"; accountId: string; code: string }

/** Somebody opens an advocate's link; not everybody who does claims. */
export type LinkVisited = Seen & { type: "link-visited"; code: string }

/** A friend leaves an email to get the advocate's offer: the referral begins. */
export type ReferralClaimed = Seen & {
  type: "referral-claimed"
  referralId: string
  code: string
  /** The account that `code` belongs to. */
  advocateId: string
  /** The friend's account: the one under `email`. */
  accountId: string
  email: string
}

/** An order paid at the moment it was placed. */
export type OrderPaid = Omit<Seen, "deviceId"> & {
  type: "order-paid"
  orderId: string
  accountId: string
  /** The referral whose offer was used: on a friend's first order only; else null. */
  referralId: string | null
  email: string
  phone: string | null
  name: string
  billTo: Address
  /** Where the goods go, and to whom. */
  shipTo: Address & { name: string }
  /** Null when the checkout did not tell. */
  deviceId: string | null
  currency: string
  /** What counts towards the minimum: the goods before the friend's discount, in minor units. */
  amountMinor: number
  /** The shop's minimum for a referred order, in minor units, on every order. */
  minimumMinor: number
}

/** Money given back on an order; at most once per order. */
export type OrderRefunded = {
  type: "order-refunded"
  at: number
  orderId: string
  currency: string
  /** In minor units, at most the order's amount. */
  amountMinor: number
}

/** As typed by the shopper: the same door may be written in several ways. */
export type Address = {
  line1: string
  line2: string | null
  city: string
  postcode: string
  /** ISO 3166-1 alpha-2. */
  country: string
}
