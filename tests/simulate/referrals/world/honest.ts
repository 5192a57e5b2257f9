import type { OrderPaid } from "#tests/simulate/referrals/events.ts"
import { buy, makeLink, openAccount, type Purchase, refund, visitLink } from "./acts.ts"
import { basket, firstBasket } from "./baskets.ts"
import { newDevice, newPerson, type Person } from "./people.ts"
import { type Advocate, refer } from "./refer.ts"
import { type Session, sessionOf } from "./sessions.ts"
import {
  DAY,
  ENDS_AT,
  HOUR,
  lasting,
  MINUTE,
  ORDER_AFTER,
  type Spread,
  shoppingTime,
} from "./time.ts"
import type { World } from "./world.ts"

/** An honest customer who gets a link on that day, mostly with orders of their own before. */
export function honestAdvocate(world: World, day: number, person = newPerson(world)): Advocate {
  const { random } = world
  const past = random.weighted([
    [8, 0],
    [30, 1],
    [30, random.int(2, 4)],
    [22, random.int(5, 9)],
    [10, random.int(10, 20)],
  ])
  if (past > 0 || random.chance(0.5)) shopBefore(world, person, day, past)
  return becomeAdvocate(world, day, person)
}

/** Somebody whom the shop knows already gets a link on that day. */
export function becomeAdvocate(world: World, day: number, person: Person): Advocate {
  const linkedAt = shoppingTime(world.random, day)
  const code = makeLink(world, person, linkedAt, sessionOf(world, person, linkedAt))
  return { person, code, linkedAt }
}

/** When a friend claims so many days after the link was made; 0: as soon as it was sent. */
export const hearOf = (
  { random }: World,
  { linkedAt }: Advocate,
  day: number,
  daysLater: number,
) => (daysLater > 0 ? shoppingTime(random, day + daysLater) : linkedAt + lasting(random, AT_ONCE))

const AT_ONCE: Spread = [
  [30, 2 * MINUTE, 30 * MINUTE],
  [40, 30 * MINUTE, 4 * HOUR],
  [30, 4 * HOUR, 12 * HOUR],
]

/** So many own orders in the year and a half before that day; the account opens first. */
export function shopBefore(world: World, person: Person, day: number, orders: number) {
  const days = Array.from({ length: orders + 1 }, () => day - world.random.int(1, 540))
  const [first, ...others] = days.sort((a, b) => a - b)
  const opened = shoppingTime(world.random, first! - 1)
  openAccount(world, person, opened, sessionOf(world, person, opened))
  for (const day of others) shopOnce(world, person, shoppingTime(world.random, day))
}

export function shopOnce(world: World, person: Person, at: number, to?: Purchase["to"]): OrderPaid {
  const from = sessionOf(world, person, at)
  const order = buy(world, person, { at, from, amountMinor: basket(world), ...(to && { to }) })
  if (world.random.chance(0.06)) refundHonestly(world, order)
  return order
}

/** Too small, broken, not as in the picture: all or a part goes back within weeks. */
export function refundHonestly(world: World, order: OrderPaid) {
  const { random } = world
  const percent = random.chance(0.5) ? 100 : random.int(10, 70)
  refund(world, order, order.at + random.int(2 * DAY, 30 * DAY), percent)
}

/** What is peculiar about an honest referral; the rest is as with most people. */
type Peculiar = {
  claimFrom?: Session
  orderFrom?: (at: number) => Session
  orderAfter?: Spread
  to?: Purchase["to"]
  comesBack?: boolean
  refunds?: boolean
}

/** A friend who wants the goods. Some never order; some order again; a few send something back. */
export function befriend(
  world: World,
  kind: string,
  advocate: Advocate,
  friend: Person,
  at: number,
  peculiar: Peculiar = {},
): OrderPaid | null {
  const { random } = world
  if (random.chance(0.06)) signUpEarlier(world, friend, at)
  const from = peculiar.claimFrom ?? sessionOf(world, friend, at)
  const label = { honest: true, kind }
  const visits = random.pick([0, 1, 1, 1, 1, 2, 3])
  passBy(world, advocate, at)
  if (random.chance(0.15)) {
    return refer(world, { ...label, advocate, friend, at, from, visits, order: null })
  }
  const orderAt = at + lasting(random, peculiar.orderAfter ?? ORDER_AFTER)
  const orderFrom = peculiar.orderFrom?.(orderAt) ?? nextSession(world, friend, orderAt, at, from)
  const to = peculiar.to && { to: peculiar.to }
  const order = { at: orderAt, from: orderFrom, amountMinor: firstBasket(world), ...to }
  const paid = refer(world, { ...label, advocate, friend, at, from, visits, order })!
  if (peculiar.refunds ?? random.chance(0.06)) refundHonestly(world, paid)
  comeBack(world, friend, orderAt, peculiar.comesBack ?? random.chance(0.35))
  return paid
}

/** For the newsletter, without ever ordering. */
function signUpEarlier(world: World, friend: Person, claimedAt: number) {
  const at = claimedAt - world.random.int(3 * DAY, 600 * DAY)
  openAccount(world, friend, at, sessionOf(world, friend, at))
}

/** Who orders within the hour is still where they claimed, on the same device. */
const nextSession = (world: World, friend: Person, at: number, claimedAt: number, from: Session) =>
  at - claimedAt < DAY / 24 ? from : sessionOf(world, friend, at)

function comeBack(world: World, friend: Person, since: number, again: boolean) {
  let at = since
  while (again && world.random.chance(0.75)) {
    at += world.random.int(8 * DAY, 60 * DAY)
    if (at < ENDS_AT) shopOnce(world, friend, at)
  }
}

/** The link stands in a group chat now and then: others look and leave. */
function passBy(world: World, { code }: Advocate, at: number) {
  if (!world.random.chance(0.15)) return
  for (let visitor = world.random.int(1, 4); visitor > 0; visitor--) {
    const stranger = newPerson(world)
    const seenAt = at + world.random.int(0, 2 * DAY)
    const from = { ...sessionOf(world, stranger, seenAt), deviceId: newDevice(world) }
    visitLink(world, code, seenAt, from)
  }
}
