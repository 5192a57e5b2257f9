import type { World } from "./world.ts"

/** What somebody buys who wants the goods, in minor units; at least `leastMinor`. */
export function basket(world: World, leastMinor = 0): number {
  const { random, prices } = world
  const items = random.weighted([
    [45, 1],
    [30, 2],
    [15, 3],
    [10, random.int(4, 7)],
  ])
  let sum = 0
  for (let item = 0; item < items; item++) sum += random.pick(prices)
  while (sum < leastMinor) sum += random.pick(prices)
  return sum
}

/** What somebody buys who wants the reward: the cheapest way over the minimum that they find. */
const leastBasket = (world: World) =>
  Math.min(...Array.from({ length: 10 }, () => basket(world, world.shop.minimumMinor)))

/** A friend's first order; some add one more thing only to reach the minimum. */
export const firstBasket = (world: World) =>
  world.random.chance(0.12) ? leastBasket(world) : basket(world, world.shop.minimumMinor)

/** A fraudster's: usually the least, so often. */
export const greedyBasket = (world: World, leastShare: number) =>
  world.random.chance(leastShare) ? leastBasket(world) : basket(world, world.shop.minimumMinor)
