import type { Random } from "./random.ts"

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** 1 January 2026, 00:00 UTC. */
export const STARTS_AT = 1_767_225_600_000
export const DAYS = 180
export const ENDS_AT = STARTS_AT + DAYS * DAY

/** Claims come no later, so that their orders still fall inside. */
export const LAST_CLAIM_DAY = 155

/** How long something takes: spans in milliseconds, each as often as its weight says. */
export type Spread = readonly (readonly [weight: number, low: number, high: number])[]

export function lasting(random: Random, spread: Spread): number {
  const [low, high] = random.weighted(spread.map(([weight, ...span]) => [weight, span] as const))
  return random.int(low, high)
}

/** A moment of that day when people shop: seldom at night, mostly in the evening. Days count from 0. */
export function shoppingTime(random: Random, day: number): number {
  const [from, to] = random.weighted<[number, number]>([
    [4, [0, 6]],
    [22, [7, 11]],
    [30, [12, 16]],
    [44, [17, 23]],
  ])
  return STARTS_AT + day * DAY + random.int(from, to) * HOUR + random.int(0, HOUR - 1)
}

/** A moment of that day between nine and five. */
export const workingTime = (random: Random, day: number) =>
  STARTS_AT + day * DAY + random.int(9 * HOUR, 17 * HOUR)

/** From a first order's claim to the order, for people who want the goods. */
export const ORDER_AFTER: Spread = [
  [14, 2 * MINUTE, 15 * MINUTE],
  [24, 15 * MINUTE, 3 * HOUR],
  [26, 3 * HOUR, DAY],
  [26, DAY, 6 * DAY],
  [10, 6 * DAY, 20 * DAY],
]

/** The same for people who want the reward. */
export const ORDER_AFTER_IN_HASTE: Spread = [
  [55, MINUTE, 12 * MINUTE],
  [25, 12 * MINUTE, 2 * HOUR],
  [14, 2 * HOUR, DAY],
  [6, DAY, 5 * DAY],
]
