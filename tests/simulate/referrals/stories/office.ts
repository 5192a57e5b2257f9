import { type Door, newDoor } from "#tests/simulate/referrals/world/addresses.ts"
import { plain } from "#tests/simulate/referrals/world/emails.ts"
import { befriend, honestAdvocate } from "#tests/simulate/referrals/world/honest.ts"
import { newName } from "#tests/simulate/referrals/world/names.ts"
import { fixedNetwork, ipOn, type Network } from "#tests/simulate/referrals/world/networks.ts"
import {
  freeEmail,
  fullName,
  newHousehold,
  newPerson,
  type Person,
} from "#tests/simulate/referrals/world/people.ts"
import { sessionOf } from "#tests/simulate/referrals/world/sessions.ts"
import { DAY, MINUTE, workingTime } from "#tests/simulate/referrals/world/time.ts"
import type { World } from "#tests/simulate/referrals/world/world.ts"
import type { Story } from "./story.ts"

/** Colleagues behind one office address, some of whom have parcels sent to work. */
export const office: Story = {
  kind: "office",
  honest: true,
  perMille: 25,
  tell: (world) => {
    const { random } = world
    const city = newHousehold(world).door.city
    const network = fixedNetwork(random)
    const company = `${plain(newName(random).last)}-works.example`
    const door = newDoor(random, world.shop.country, city)
    const parcelsAtWork = random.chance(0.5)
    const day = random.int(0, 110)
    const advocate = honestAdvocate(world, day, colleague(world, city, network, company))
    const atLunch = random.chance(0.4)
    let at = workingTime(random, day + 1)
    for (let count = random.int(2, 7); count > 0; count--) {
      const friend = colleague(world, city, network, company)
      const to = parcelsAtWork && random.chance(0.6) && { to: toWork(friend, door) }
      const own = sessionOf(world, friend, at)
      const claimFrom = random.chance(0.8) ? { ...own, ip: ipOn(random, network, at) } : own
      befriend(world, "office", advocate, friend, at, { claimFrom, ...(to || {}) })
      at += atLunch ? random.int(MINUTE, 20 * MINUTE) : random.int(1, 5) * DAY
    }
  },
}

const toWork = (friend: Person, door: Door) => ({ door, name: fullName(friend.name) })

function colleague(world: World, city: string, work: Network, company: string): Person {
  const { random } = world
  const name = newName(random)
  const atWork = `${plain(name.first)}.${plain(name.last)}@${company}`
  const email = random.chance(0.3) && freeEmail(world, () => atWork)
  const household = newHousehold(world, random.chance(0.85) ? city : undefined)
  return newPerson(world, { name, household, work, ...(email && { email }) })
}
