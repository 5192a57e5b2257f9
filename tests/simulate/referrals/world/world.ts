import type { Label, Shop, ShopEvent } from "#tests/simulate/referrals/events.ts"
import { CITIES, type Door, newDoor } from "./addresses.ts"
import { type Random, randomFrom } from "./random.ts"

/** A shop while its 180 days are told. */
export type World = {
  random: Random
  shop: Shop
  /** Big houses where strangers live door by door. */
  houses: Door[]
  /** Shops and lockers where parcels wait for anybody. */
  pickupPoints: Door[]
  /** Prices of the goods, in minor units. */
  prices: number[]
  /** Lower-case emails and ids that are taken. */
  taken: Set<string>
  events: ShopEvent[]
  labels: Record<string, Label>
  /** How many referrals of each kind came to an order. */
  ordered: Map<string, number>
}

export function newWorld(seed: number): World {
  const random = randomFrom(seed)
  const [country, currency] = random.pick([
    ["GB", "GBP"],
    ["DE", "EUR"],
    ["US", "USD"],
  ] as const)
  const minimumMinor = random.pick([2_000, 2_500, 3_000, 4_000, 5_000])
  const doors = (count: number) =>
    Array.from({ length: count }, () => newDoor(random, country, random.pick(CITIES)))
  return {
    random,
    shop: { currency, country, minimumMinor, returnDays: 14 },
    houses: doors(160),
    pickupPoints: doors(40),
    prices: Array.from({ length: 60 }, () => newPrice(random)),
    taken: new Set(),
    events: [],
    labels: {},
    ordered: new Map(),
  }
}

const newPrice = (random: Random) =>
  random.weighted([
    [5, random.int(4, 14)],
    [4, random.int(15, 34)],
    [2, random.int(35, 79)],
  ]) *
    100 +
  random.pick([0, 50, 95, 99])

/** An id that says nothing about its story, never given twice. */
export function newId(world: World, length = 12, alphabet?: string): string {
  const id = world.random.text(length, alphabet)
  if (world.taken.has(id)) return newId(world, length, alphabet)
  world.taken.add(id)
  return id
}
