/** Chance that repeats: only 32-bit integer steps and IEEE arithmetic, the same on every machine. */
export type Random = {
  /** True with this probability, 0 to 1. */
  chance: (probability: number) => boolean
  /** A whole number from `low` to `high`, both included. */
  int: (low: number, high: number) => number
  pick: <T>(list: readonly T[]) => T
  /** One of the values, each as often as its weight says. */
  weighted: <T>(choices: readonly (readonly [weight: number, value: T])[]) => T
  /** So many characters of the alphabet, lower-case hexadecimal by default. */
  text: (length: number, alphabet?: string) => string
}

export function randomFrom(seed: number): Random {
  const next = sfc32(seed)
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  const pick = <T>(list: readonly T[]) => list[int(0, list.length - 1)]!
  return {
    chance: (probability) => next() < probability,
    int,
    pick,
    weighted: (choices) => {
      let left = next() * choices.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, value] of choices) {
        left -= weight
        if (left < 0) return value
      }
      return choices.at(-1)![1]
    },
    text: (length, alphabet = "0123456789abcdef") =>
      Array.from({ length }, () => alphabet[int(0, alphabet.length - 1)]).join(""),
  }
}

/** Chris Doty-Humphrey's small fast counter; the first steps are thrown away, so near seeds part. */
function sfc32(seed: number): () => number {
  let [a, b, c, counter] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88, 1]
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4_294_967_296
  }
  for (let step = 0; step < 20; step++) next()
  return next
}
