import { makeLink } from "#tests/simulate/referrals/world/acts.ts"
import { fake, newOperator, operate, ownSession } from "#tests/simulate/referrals/world/fraud.ts"
import { newHousehold, newPerson, type Person } from "#tests/simulate/referrals/world/people.ts"
import type { Advocate } from "#tests/simulate/referrals/world/refer.ts"
import type { Session } from "#tests/simulate/referrals/world/sessions.ts"
import {
  DAY,
  HOUR,
  MINUTE,
  type Spread,
  shoppingTime,
} from "#tests/simulate/referrals/world/time.ts"
import type { World } from "#tests/simulate/referrals/world/world.ts"
import type { Story } from "./story.ts"

/** After all three have claimed: nobody orders before the circle is closed. */
const LATER: Spread = [
  [60, 3 * HOUR, 10 * HOUR],
  [40, 10 * HOUR, 3 * DAY],
]

/** Each of three refers the next, and the last refers the first: three people, or three accounts of one. */
export const ringOfThree: Story = {
  kind: "ring-of-three",
  honest: false,
  perMille: 25,
  tell: (world) => {
    const { random } = world
    const three = newThree(world)
    const agreed = random.chance(0.7)
    let at = shoppingTime(random, random.int(0, 140))
    const advocates = three.map(({ person, sessionAt }): Advocate => {
      at += random.int(MINUTE, 30 * MINUTE)
      return { person, code: makeLink(world, person, at, sessionAt(at)), linkedAt: at }
    })
    for (const turn of [0, 1, 2]) {
      at += agreed ? random.int(2 * MINUTE, 50 * MINUTE) : random.int(HOUR, 4 * DAY)
      const { person: friend, sessionAt: session, operator } = three[(turn + 1) % 3]!
      const scheme = { kind: "ring-of-three", leastShare: 0.6, leaves: 0, session }
      const orderAfter = agreed ? { orderAfter: LATER } : {}
      fake(world, operator, advocates[turn]!, friend, at, { ...scheme, ...orderAfter })
    }
  },
}

function newThree(world: World) {
  const { random } = world
  const operator = newOperator(world)
  const { person } = operator
  const alone = random.chance(0.4)
  const city = person.household.door.city
  const others = [0, 1].map((): Person => {
    const household = alone ? person.household : newHousehold(world, city)
    return newPerson(world, { household })
  })
  return [person, ...others].map((person) => {
    const own = ownSession(world, person)
    const together = (at: number): Session => operate(world, operator, at)
    return { person, operator, sessionAt: alone || random.chance(0.25) ? together : own }
  })
}
