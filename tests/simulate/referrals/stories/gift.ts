import { befriend, honestAdvocate, shopOnce } from "#tests/simulate/referrals/world/honest.ts"
import { fullName, newPerson, type Person } from "#tests/simulate/referrals/world/people.ts"
import { LAST_CLAIM_DAY, shoppingTime } from "#tests/simulate/referrals/world/time.ts"
import type { Story } from "./story.ts"

/** Presents: the advocate had goods sent to the friend before, or the friend's first order thanks the advocate. */
export const gift: Story = {
  kind: "gift",
  honest: true,
  perMille: 25,
  tell: (world) => {
    const { random } = world
    const day = random.int(10, 120)
    const advocate = honestAdvocate(world, day)
    for (let count = random.pick([1, 1, 2]); count > 0; count--) {
      const friend = newPerson(world, { pickupPoint: null })
      const at = shoppingTime(random, Math.min(LAST_CLAIM_DAY, day + random.int(2, 30)))
      if (random.chance(0.3)) {
        befriend(world, "gift", advocate, friend, at, { to: doorOf(advocate.person) })
      } else {
        shopOnce(world, advocate.person, shoppingTime(random, day + 1), doorOf(friend))
        befriend(world, "gift", advocate, friend, at, { to: doorOf(friend) })
      }
    }
  },
}

const doorOf = ({ household, name }: Person) => ({ door: household.door, name: fullName(name) })
