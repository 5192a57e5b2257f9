import { befriend, hearOf, honestAdvocate } from "#tests/simulate/referrals/world/honest.ts"
import { newName } from "#tests/simulate/referrals/world/names.ts"
import { newHousehold, newPerson } from "#tests/simulate/referrals/world/people.ts"
import type { Story } from "./story.ts"

/** A friend, or a cousin, of the same surname who lives elsewhere in town. */
export const sameSurname: Story = {
  kind: "same-surname",
  honest: true,
  perMille: 10,
  tell: (world) => {
    const { random } = world
    const day = random.int(0, 130)
    const advocate = honestAdvocate(world, day)
    const { name, household } = advocate.person
    const friend = newPerson(world, {
      name: newName(random, name.last),
      household: newHousehold(world, household.door.city),
    })
    const at = hearOf(world, advocate, day, random.int(0, 20))
    befriend(world, "same-surname", advocate, friend, at)
  },
}
