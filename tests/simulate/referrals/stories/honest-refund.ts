import { befriend, hearOf, honestAdvocate } from "#tests/simulate/referrals/world/honest.ts"
import { newPerson } from "#tests/simulate/referrals/world/people.ts"
import type { Story } from "./story.ts"

/** The first friend's goods did not fit and went back; the advocate's other friends may have better luck. */
export const honestRefund: Story = {
  kind: "honest-refund",
  honest: true,
  perMille: 15,
  tell: (world) => {
    const { random } = world
    const day = random.int(0, 110)
    const advocate = honestAdvocate(world, day)
    const friends = random.pick([1, 2, 2, 3, 4])
    for (let count = 0; count < friends; count++) {
      const at = hearOf(world, advocate, day, random.int(0, 8) + count * 9)
      const refunds = count === 0 || random.chance(0.25)
      befriend(world, "honest-refund", advocate, newPerson(world), at, { refunds })
    }
  },
}
