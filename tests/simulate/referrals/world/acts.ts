import type { OrderPaid } from "#tests/simulate/referrals/events.ts"
import { type Door, write } from "./addresses.ts"
import { fullName, type Person } from "./people.ts"
import type { Session } from "./sessions.ts"
import { newId, type World } from "./world.ts"

/** An account appears with its first act, whatever that is. */
export function openAccount(world: World, person: Person, at: number, from: Session) {
  const { accountId, email, phone, name } = person
  const mark = `opened ${accountId}`
  if (world.taken.has(mark)) return
  world.taken.add(mark)
  const event = { at, accountId, email, phone, name: fullName(name), ...from }
  world.events.push({ type: "account-opened", ...event })
}

/** Asks for the referral link and answers its code. */
export function makeLink(world: World, person: Person, at: number, from: Session): string {
  openAccount(world, person, at, from)
  const code = newId(world, 16, "abcdefghijklmnopqrstuvwxyz")
  world.events.push({ type: "link-made", at, accountId: person.accountId, code, ...from })
  return code
}

export const visitLink = (world: World, code: string, at: number, from: Session) =>
  void world.events.push({ type: "link-visited", at, code, ...from })

export type Purchase = {
  at: number
  from: Session
  amountMinor: number
  referralId?: string
  /** Where the goods go; the buyer's home or pick-up point when not said. */
  to?: { door: Door; name: string }
  way?: number
}

export function buy(world: World, person: Person, purchase: Purchase): OrderPaid {
  const { at, from, amountMinor, referralId, way = person.way } = purchase
  const name = fullName(person.name)
  const to = purchase.to ?? { door: person.pickupPoint ?? person.household.door, name }
  openAccount(world, person, at, from)
  const order: OrderPaid = {
    type: "order-paid",
    at,
    orderId: newId(world),
    accountId: person.accountId,
    referralId: referralId ?? null,
    email: person.email,
    phone: person.phone,
    name,
    billTo: write(person.household.door, way),
    shipTo: { ...write(to.door, way), name: to.name },
    deviceId: world.random.chance(0.2) ? null : from.deviceId,
    ip: from.ip,
    currency: world.shop.currency,
    amountMinor,
    minimumMinor: world.shop.minimumMinor,
  }
  world.events.push(order)
  return order
}

/** Gives back a share of an order, in percent. */
export function refund(world: World, order: OrderPaid, at: number, percent: number) {
  const { orderId, currency } = order
  const amountMinor = Math.floor((order.amountMinor * percent) / 100)
  world.events.push({ type: "order-refunded", at, orderId, currency, amountMinor })
}
