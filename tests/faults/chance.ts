/** Chance that can be had again: the same seed gives the same run of numbers. */
export type Chance = {
  /** A whole number from 0 up to, and without, `below`. */
  whole: (below: number) => number
  /** Whether something of this likelihood (0 to 1) happens now. */
  happens: (likelihood: number) => boolean
  pick: <T>(items: readonly T[]) => T
}

/** Mulberry32: small, fast, and good enough to place faults. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const whole = (below: number) => Math.floor(next() * below)
  return {
    whole,
    happens: (likelihood) => next() < likelihood,
    pick: (items) => items[whole(items.length)]!,
  }
}
