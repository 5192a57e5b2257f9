import { newDoor, nextDoorTo } from "#tests/simulate/referrals/world/addresses.ts"
import { newEmail, throwawayEmail } from "#tests/simulate/referrals/world/emails.ts"
import {
  fake,
  newOperator,
  type Operator,
  startFraud,
} from "#tests/simulate/referrals/world/fraud.ts"
import { newName } from "#tests/simulate/referrals/world/names.ts"
import {
  freeEmail,
  fullName,
  newDevice,
  newPerson,
  type Person,
} from "#tests/simulate/referrals/world/people.ts"
import { DAY, MINUTE } from "#tests/simulate/referrals/world/time.ts"
import type { World } from "#tests/simulate/referrals/world/world.ts"
import type { Story } from "./story.ts"

/** A few telephones on a desk play dozens of people, for one advocate or for two or three in turn. */
export const deviceFarm: Story = {
  kind: "device-farm",
  honest: false,
  perMille: 50,
  tell: (world, room) => {
    const { random } = world
    const farm = newFarm(world)
    const day = random.int(0, 100)
    const advocates = Array.from({ length: random.pick([1, 1, 2, 3]) }, (_, turn) => {
      const person = turn === 0 ? farm.person : newHand(world, farm)
      return startFraud(world, { ...farm, person }, day, random.pick([0, 0, 0, 1]))
    })
    let at = Math.max(...advocates.map(({ linkedAt }) => linkedAt)) + random.int(MINUTE, DAY)
    const longest = random.pick([2, 4, 12]) * 60 * MINUTE
    for (let count = Math.min(room, random.int(12, 38)); count > 0; count--) {
      const friend = newHand(world, farm)
      const to = { door: random.pick(farm.doors), name: fullName(friend.name) }
      const advocate = random.pick(advocates)
      fake(world, farm, advocate, friend, at, { kind: "device-farm", leastShare: 0.75, to })
      at += random.int(4 * MINUTE, longest)
    }
  },
}

function newFarm(world: World): Operator {
  const { random } = world
  const person = newPerson(world)
  const { door } = person.household
  const drops = Array.from({ length: random.int(1, 4) }, () =>
    random.chance(0.4) ? nextDoorTo(random, door) : newDoor(random, world.shop.country, door.city),
  )
  const devices = Array.from({ length: random.int(1, 4) }, () => newDevice(world))
  return newOperator(world, { person, devices, doors: [door, ...drops] })
}

/** A made-up customer of the farm: any name, any email, no life of their own. */
function newHand(world: World, { person, doors }: Operator): Person {
  const { random } = world
  const name = newName(random)
  const makeEmail = random.chance(0.25)
    ? () => throwawayEmail(random)
    : () => newEmail(random, name)
  const household = { ...person.household, door: random.pick(doors) }
  return newPerson(world, {
    name,
    email: freeEmail(world, makeEmail),
    household,
    pickupPoint: null,
  })
}
