import { WAYS } from "#tests/simulate/referrals/world/addresses.ts"
import {
  cleanSession,
  fake,
  newOperator,
  startFraud,
} from "#tests/simulate/referrals/world/fraud.ts"
import { newPerson } from "#tests/simulate/referrals/world/people.ts"
import { DAY, HOUR, ORDER_AFTER } from "#tests/simulate/referrals/world/time.ts"
import type { Story } from "./story.ts"

/** One made-up friend a week, each on a clean browser and line; only the door is always the same. */
export const slowDrip: Story = {
  kind: "slow-drip",
  honest: false,
  perMille: 100,
  tell: (world) => {
    const { random } = world
    const operator = newOperator(world)
    const { household } = operator.person
    const advocate = startFraud(world, operator, random.int(0, 12), random.int(1, 4))
    let at = advocate.linkedAt + random.int(DAY, 6 * DAY)
    for (let weeks = random.int(12, 19); weeks > 0; weeks--) {
      const friend = newPerson(world, { household, pickupPoint: null })
      const from = cleanSession(world, household.door.city)
      const scheme = { kind: "slow-drip", leastShare: 0.25, leaves: 0.03, orderAfter: ORDER_AFTER }
      const way = random.pick(WAYS)
      fake(world, operator, advocate, friend, at, { ...scheme, way, session: () => from })
      at += 7 * DAY + random.int(-20 * HOUR, 20 * HOUR)
    }
  },
}
