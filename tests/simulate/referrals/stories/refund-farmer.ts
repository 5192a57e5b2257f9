import { refund } from "#tests/simulate/referrals/world/acts.ts"
import { WAYS } from "#tests/simulate/referrals/world/addresses.ts"
import {
  bringTrueFriend,
  fake,
  newOperator,
  type Operator,
  ownSession,
  startFraud,
} from "#tests/simulate/referrals/world/fraud.ts"
import { newHousehold, newPerson, type Person } from "#tests/simulate/referrals/world/people.ts"
import { DAY, HOUR } from "#tests/simulate/referrals/world/time.ts"
import type { World } from "#tests/simulate/referrals/world/world.ts"
import type { Story } from "./story.ts"

/** Orders, waits until the reward is out, and sends it all back: under made-up names, or by accomplices. */
export const refundFarmer: Story = {
  kind: "refund-farmer",
  honest: false,
  perMille: 35,
  tell: (world, room) => {
    const { random } = world
    const operator = newOperator(world)
    const day = random.int(0, 50)
    const advocate = startFraud(world, operator, day, random.pick([0, 1, 1, 2, 4]))
    let at = advocate.linkedAt + random.int(HOUR, 3 * DAY)
    for (let count = Math.min(room, random.int(4, 14)); count > 0; count--) {
      const accomplice = random.chance(0.2)
      const friend = accomplice ? newAccomplice(world, operator) : newGuise(world, operator)
      const session = accomplice ? { session: ownSession(world, friend) } : {}
      const way = random.chance(0.6) ? friend.way : random.pick(WAYS)
      const scheme = { kind: "refund-farmer", leastShare: 0.35, way, leaves: 0.04, ...session }
      const order = fake(world, operator, advocate, friend, at, scheme)
      if (order && random.chance(0.9)) refund(world, order, returnedAt(world, order.at), 100)
      at += random.int(DAY, 9 * DAY)
    }
    bringTrueFriend(world, advocate, day + 6)
  },
}

/** Mostly in the days after the reward is due, as the shop's terms tell everybody. */
function returnedAt({ random, shop }: World, orderedAt: number): number {
  const window = shop.returnDays * DAY
  if (random.chance(0.8)) return orderedAt + window + random.int(HOUR, 7 * DAY)
  return orderedAt + random.int(3 * DAY, window)
}

function newGuise(world: World, { person }: Operator): Person {
  const away = world.random.chance(0.2) // goods go to a relative
  const household = away ? newHousehold(world, person.household.door.city) : person.household
  return newPerson(world, { household, pickupPoint: person.pickupPoint })
}

const newAccomplice = (world: World, { person }: Operator): Person =>
  newPerson(world, { household: newHousehold(world, person.household.door.city) })
