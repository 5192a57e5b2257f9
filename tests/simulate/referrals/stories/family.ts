import { plain } from "#tests/simulate/referrals/world/emails.ts"
import { befriend, hearOf, honestAdvocate } from "#tests/simulate/referrals/world/honest.ts"
import { newName } from "#tests/simulate/referrals/world/names.ts"
import {
  freeEmail,
  newDevice,
  newHousehold,
  newPerson,
  type Person,
} from "#tests/simulate/referrals/world/people.ts"
import { sessionAtHome } from "#tests/simulate/referrals/world/sessions.ts"
import { DAY } from "#tests/simulate/referrals/world/time.ts"
import type { World } from "#tests/simulate/referrals/world/world.ts"
import type { Story } from "./story.ts"

/** Two to five of one household, who each shop for themselves: one door, one line, often one tablet. */
export const family: Story = {
  kind: "family",
  honest: true,
  perMille: 35,
  tell: (world) => {
    const { random } = world
    const day = random.int(0, 80)
    const [parent, ...others] = newFamily(world)
    const advocate = honestAdvocate(world, day, parent!)
    let at = hearOf(world, advocate, day, random.int(0, 3))
    for (const friend of others) {
      const claimFrom = random.chance(0.7) ? { claimFrom: sessionAtHome(world, friend, at) } : {}
      befriend(world, "family", advocate, friend, at, claimFrom)
      at += random.chance(0.25) ? random.int(DAY / 48, DAY / 4) : random.int(DAY, 17 * DAY)
    }
  },
}

function newFamily(world: World): Person[] {
  const { random } = world
  const devices = random.chance(0.35) ? [newDevice(world)] : []
  const household = { ...newHousehold(world), devices }
  const surname = newName(random).last
  const hasDomain = random.chance(0.15)
  const size = random.pick([2, 2, 3, 3, 4, 5])
  const members: Person[] = []
  for (let count = 0; count < size; count++) {
    const name = newName(random, random.chance(0.85) ? surname : undefined)
    const own =
      hasDomain && freeEmail(world, () => `${plain(name.first)}@${plain(surname)}-family.example`)
    const phone = count > 0 && random.chance(0.12) ? { phone: members[0]!.phone } : {}
    members.push(newPerson(world, { name, household, ...(own && { email: own }), ...phone }))
  }
  return members
}
