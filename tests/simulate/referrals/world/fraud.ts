import { makeLink, type Purchase } from "./acts.ts"
import type { Door } from "./addresses.ts"
import { greedyBasket } from "./baskets.ts"
import { befriend, shopBefore } from "./honest.ts"
import { homeNetwork, ipOn, mobileIp, type Network, vpnIp } from "./networks.ts"
import { newDevice, newPerson, type Person } from "./people.ts"
import { type Advocate, refer } from "./refer.ts"
import { type Session, sessionOf } from "./sessions.ts"
import { lasting, MINUTE, ORDER_AFTER_IN_HASTE, type Spread, shoppingTime } from "./time.ts"
import type { World } from "./world.ts"

/** One mind behind several accounts, and how much it minds being seen. */
export type Operator = {
  person: Person
  /** The browsers at hand. */
  devices: string[]
  line: Network
  /** Doors that the goods can be sent to; the first is home. */
  doors: Door[]
  /** How often, 0 to 1, the known browser and the known line are used instead of fresh ones. */
  sameDevice: number
  sameLine: number
}

export function newOperator(world: World, known: Partial<Operator> = {}): Operator {
  const { random } = world
  const person = known.person ?? newPerson(world)
  const [sameDevice, sameLine] = random.weighted<[number, number]>([
    [60, [0.93, 0.92]],
    [30, [0.6, 0.6]],
    [10, [0.2, 0.3]],
  ])
  const { devices, household } = person
  const own = { devices, line: household.network, doors: [household.door] }
  return { person, ...own, sameDevice, sameLine, ...known }
}

/** Where the shop sees the operator this time. */
export function operate(world: World, operator: Operator, at: number): Session {
  const { random } = world
  const { devices, line, person, sameDevice, sameLine } = operator
  const deviceId = random.chance(sameDevice) ? random.pick(devices) : newDevice(world)
  if (random.chance(sameLine)) return { deviceId, ip: ipOn(random, line, at) }
  return { deviceId, ip: random.chance(0.5) ? vpnIp(random) : mobileIp(random, person.carrier) }
}

/** The operator's first account, with a few own orders at most, gets its link on that day. */
export function startFraud(
  world: World,
  operator: Operator,
  day: number,
  orders: number,
): Advocate {
  const { person } = operator
  if (orders > 0 || world.random.chance(0.3)) shopBefore(world, person, day, orders)
  const linkedAt = shoppingTime(world.random, day)
  const code = makeLink(world, person, linkedAt, operate(world, operator, linkedAt))
  return { person, code, linkedAt }
}

/** How a made-up friend acts, as far as it matters to the kind. */
type Scheme = {
  kind: string
  /** How often the order is as small as the minimum allows, 0 to 1. */
  leastShare: number
  orderAfter?: Spread
  /** How often a claim is left without an order, 0 to 1. */
  leaves?: number
  /** Seen from here instead of from the operator's places. */
  session?: (at: number) => Session
  to?: Purchase["to"]
  /** How the address is written this time. */
  way?: number
}

/** A friend made up for the reward. Answers the order. */
export function fake(
  world: World,
  operator: Operator,
  advocate: Advocate,
  friend: Person,
  at: number,
  scheme: Scheme,
) {
  const { random } = world
  const session = scheme.session ?? ((at: number) => operate(world, operator, at))
  const from = session(at)
  const visits = random.pick([0, 1, 1, 1])
  const referral = { honest: false, kind: scheme.kind, advocate, friend, at, from, visits }
  if (random.chance(scheme.leaves ?? 0.08)) return refer(world, { ...referral, order: null })
  const orderAt = at + lasting(random, scheme.orderAfter ?? ORDER_AFTER_IN_HASTE)
  const { to, way } = scheme
  const order = {
    at: orderAt,
    from: orderAt - at < 15 * MINUTE ? from : session(orderAt),
    amountMinor: greedyBasket(world, scheme.leastShare),
    ...(to && { to }),
    ...(way !== undefined && { way }),
  }
  return refer(world, { ...referral, order })
}

/** Fraudsters have true friends as well, seldom, and those are honest. */
export function bringTrueFriend(world: World, advocate: Advocate, day: number) {
  if (!world.random.chance(0.06)) return
  befriend(world, "single", advocate, newPerson(world), shoppingTime(world.random, day))
}

/** A clean browser on a line of its own somewhere, as proxies through homes give. */
export const cleanSession = (world: World, city: string): Session => ({
  deviceId: newDevice(world),
  ip: ipOn(world.random, homeNetwork(world.random, city), 0),
})

/** As an ordinary person acts who only lends a hand. */
export const ownSession = (world: World, person: Person) => (at: number) =>
  sessionOf(world, person, at)
