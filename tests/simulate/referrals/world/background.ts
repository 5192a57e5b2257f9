import { openAccount } from "./acts.ts"
import { shopOnce } from "./honest.ts"
import { newPerson } from "./people.ts"
import { sessionOf } from "./sessions.ts"
import { DAYS, shoppingTime } from "./time.ts"
import type { World } from "./world.ts"

/** Customers who refer nobody: in the same houses, on the same mobile lines, at the same pick-up points. */
export function shopAround(world: World, shoppers: number) {
  for (let count = 0; count < shoppers; count++) {
    const person = newPerson(world)
    const companion = world.random.chance(0.2) && newPerson(world, { household: person.household })
    for (const shopper of companion ? [person, companion] : [person]) shopSometimes(world, shopper)
  }
}

function shopSometimes(world: World, person: ReturnType<typeof newPerson>) {
  const { random } = world
  const newTime = () => shoppingTime(random, random.int(-200, DAYS - 1))
  const times = Array.from({ length: random.pick([1, 1, 2, 4]) }, newTime)
  const [first, ...others] = times.sort((a, b) => a - b)
  openAccount(world, person, first! - 1_000, sessionOf(world, person, first!))
  for (const at of [first!, ...others]) shopOnce(world, person, at)
}
