import { makeLink } from "#tests/simulate/referrals/world/acts.ts"
import { befriend, shopBefore } from "#tests/simulate/referrals/world/honest.ts"
import { ipOn } from "#tests/simulate/referrals/world/networks.ts"
import {
  type Household,
  newDevice,
  newHousehold,
  newPerson,
} from "#tests/simulate/referrals/world/people.ts"
import { sessionOf } from "#tests/simulate/referrals/world/sessions.ts"
import { DAY, shoppingTime } from "#tests/simulate/referrals/world/time.ts"
import type { World } from "#tests/simulate/referrals/world/world.ts"
import type { Story } from "./story.ts"

/** Flatmates with one tablet in the kitchen: one device, one line, one door, and separate lives. */
export const sharedTablet: Story = {
  kind: "shared-tablet",
  honest: true,
  perMille: 25,
  tell: (world) => {
    const { random } = world
    const household = { ...newHousehold(world), devices: [newDevice(world)] }
    const person = newPerson(world, { household })
    const day = random.int(0, 90)
    shopBefore(world, person, day, random.int(0, 6))
    let at = shoppingTime(random, day)
    const from = random.chance(0.6) ? onTablet(world, household, at) : sessionOf(world, person, at)
    const advocate = { person, code: makeLink(world, person, at, from), linkedAt: at }
    for (let count = random.pick([1, 1, 2, 2, 3]); count > 0; count--) {
      const friend = newPerson(world, { household })
      at += random.chance(0.3) ? random.int(DAY / 48, DAY / 4) : random.int(DAY, 20 * DAY)
      const claimFrom = random.chance(0.8) ? { claimFrom: onTablet(world, household, at) } : {}
      const orderFrom = (at: number) =>
        random.chance(0.5) ? onTablet(world, household, at) : sessionOf(world, friend, at)
      befriend(world, "shared-tablet", advocate, friend, at, { ...claimFrom, orderFrom })
    }
  },
}

const onTablet = ({ random }: World, { devices, network }: Household, at: number) => ({
  deviceId: devices[0]!,
  ip: ipOn(random, network, at),
})
