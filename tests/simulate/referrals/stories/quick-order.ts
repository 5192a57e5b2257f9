import { befriend, hearOf, honestAdvocate } from "#tests/simulate/referrals/world/honest.ts"
import { newPerson } from "#tests/simulate/referrals/world/people.ts"
import { MINUTE } from "#tests/simulate/referrals/world/time.ts"
import type { Story } from "./story.ts"

/** Had the cart full already and only waited for the code: the order follows in minutes. */
export const quickOrder: Story = {
  kind: "quick-order",
  honest: true,
  perMille: 15,
  tell: (world) => {
    const { random } = world
    const day = random.int(0, 130)
    const advocate = honestAdvocate(world, day)
    for (let count = random.pick([1, 1, 1, 2, 3]); count > 0; count--) {
      const at = hearOf(world, advocate, day, random.pick([0, random.int(1, 20)]))
      const orderAfter = [[1, MINUTE / 2, 10 * MINUTE]] as const
      befriend(world, "quick-order", advocate, newPerson(world), at, { orderAfter })
    }
  },
}
