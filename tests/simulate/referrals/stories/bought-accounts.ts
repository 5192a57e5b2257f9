import { openAccount } from "#tests/simulate/referrals/world/acts.ts"
import { fake, newOperator, startFraud } from "#tests/simulate/referrals/world/fraud.ts"
import { newName } from "#tests/simulate/referrals/world/names.ts"
import {
  fullName,
  newDevice,
  newHousehold,
  newPerson,
  type Person,
} from "#tests/simulate/referrals/world/people.ts"
import { sessionAtHome, sessionOf } from "#tests/simulate/referrals/world/sessions.ts"
import { DAY, HOUR, ORDER_AFTER, shoppingTime } from "#tests/simulate/referrals/world/time.ts"
import type { World } from "#tests/simulate/referrals/world/world.ts"
import type { Story } from "./story.ts"

/**
 * Accounts that real people opened years ago and sold: distinct devices and lines, orders just above the minimum, and
 * the goods go straight to whoever bought them second-hand.
 */
export const boughtAccounts: Story = {
  kind: "bought-accounts",
  honest: false,
  perMille: 100,
  tell: (world) => {
    const { random } = world
    const store = random.chance(0.5) ? newHousehold(world).door : null
    const seller = newOperator(world)
    const advocate = startFraud(world, seller, random.int(0, 60), random.int(1, 5))
    let at = advocate.linkedAt + random.int(HOUR, 3 * DAY)
    for (let count = random.int(6, 24); count > 0; count--) {
      const friend = newAgedAccount(world)
      const name = fullName(newName(random))
      const door = store && random.chance(0.4) ? store : newHousehold(world).door
      const session = (at: number) => sessionAtHome(world, friend, at)
      const scheme = { kind: "bought-accounts", leastShare: 0.95, to: { door, name }, session }
      fake(world, seller, advocate, friend, at, { ...scheme, orderAfter: ORDER_AFTER })
      at += random.int(5 * HOUR, 4 * DAY)
    }
  },
}

/** Opened by its first owner, who never ordered; the buyer has one new browser and a line for it. */
function newAgedAccount(world: World): Person {
  const { random } = world
  const person = newPerson(world, { pickupPoint: null })
  const at = shoppingTime(random, -random.int(200, 1_000))
  openAccount(world, person, at, sessionOf(world, person, at))
  const { network } = newHousehold(world)
  return { ...person, devices: [newDevice(world)], household: { ...person.household, network } }
}
