import { becomeAdvocate, befriend, shopBefore } from "#tests/simulate/referrals/world/honest.ts"
import { newPerson } from "#tests/simulate/referrals/world/people.ts"
import { HOUR, lasting, shoppingTime } from "#tests/simulate/referrals/world/time.ts"
import type { Story } from "./story.ts"

/** After a post most look at once, some in the days after. */
const AFTER_POST = [
  [45, HOUR / 6, 5 * HOUR],
  [35, 5 * HOUR, 30 * HOUR],
  [20, 30 * HOUR, 120 * HOUR],
] as const

/** A regular with an audience: sixty friends, in a wave after each post. */
export const influencer: Story = {
  kind: "influencer",
  honest: true,
  perMille: 30,
  tell: (world, room) => {
    const { random } = world
    const day = random.int(5, 30)
    const person = newPerson(world)
    shopBefore(world, person, day, random.int(3, 20))
    const advocate = becomeAdvocate(world, day, person)
    const posts = Array.from({ length: random.int(4, 7) }, () =>
      shoppingTime(random, day + random.int(1, 110)),
    )
    for (let friends = Math.min(60, room); friends > 0; ) {
      const at = random.pick(posts) + lasting(random, AFTER_POST)
      if (befriend(world, "influencer", advocate, newPerson(world), at)) friends--
    }
  },
}
