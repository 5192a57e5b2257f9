import { fake, newOperator, ownSession, startFraud } from "#tests/simulate/referrals/world/fraud.ts"
import { newPerson } from "#tests/simulate/referrals/world/people.ts"
import { DAY, HOUR, lasting, MINUTE, type Spread } from "#tests/simulate/referrals/world/time.ts"
import type { Story } from "./story.ts"

/** From the posting to a stranger's claim. */
const AFTER_POSTING: Spread = [
  [55, 3 * MINUTE, 5 * HOUR],
  [30, 5 * HOUR, 24 * HOUR],
  [15, DAY, 4 * DAY],
]

/** A link posted on sites that collect codes: strangers from everywhere, all at once, many without an order. */
export const couponFlood: Story = {
  kind: "coupon-flood",
  honest: false,
  perMille: 50,
  tell: (world, room) => {
    const { random } = world
    const operator = newOperator(world)
    const orders = random.pick([0, 0, 0, 1, 2])
    const advocate = startFraud(world, operator, random.int(0, 140), orders)
    const postedAt = advocate.linkedAt + random.int(MINUTE, DAY)
    for (let left = room < 110 ? room : random.int(35, 70); left > 0; ) {
      const stranger = newPerson(world)
      const at = postedAt + lasting(random, AFTER_POSTING)
      const session = ownSession(world, stranger)
      const scheme = { kind: "coupon-flood", leastShare: 0.5, leaves: 0.45, session }
      if (fake(world, operator, advocate, stranger, at, scheme)) left--
    }
  },
}
