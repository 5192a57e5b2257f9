import { nextDoorTo, WAYS } from "#tests/simulate/referrals/world/addresses.ts"
import { aliasOf } from "#tests/simulate/referrals/world/emails.ts"
import {
  bringTrueFriend,
  fake,
  newOperator,
  startFraud,
} from "#tests/simulate/referrals/world/fraud.ts"
import { type Name, newName } from "#tests/simulate/referrals/world/names.ts"
import {
  freeEmail,
  fullName,
  newPerson,
  newPhone,
  type Person,
} from "#tests/simulate/referrals/world/people.ts"
import { DAY, MINUTE } from "#tests/simulate/referrals/world/time.ts"
import { newId, type World } from "#tests/simulate/referrals/world/world.ts"
import type { Story } from "./story.ts"

/** A customer refers themselves, under other addresses of theirs; a few do not even bother to. */
export const selfAlias: Story = {
  kind: "self-alias",
  honest: false,
  perMille: 50,
  tell: (world) => {
    const { random } = world
    const operator = newOperator(world)
    const day = random.int(0, 75)
    const orders = random.pick([0, 0, 1, 1, random.int(2, 6)])
    const advocate = startFraud(world, operator, day, orders)
    let at = advocate.linkedAt + random.int(2 * MINUTE, random.pick([DAY / 12, DAY]))
    for (let count = random.pick([1, 1, 1, 2, 2, 3, 4]), first = true; count > 0; count--) {
      const { person } = operator
      const friend = first && random.chance(0.07) ? person : newAlias(world, person)
      const door = random.chance(0.9)
        ? person.household.door
        : nextDoorTo(random, person.household.door)
      const to = { door, name: fullName(friend.name) }
      const way = random.chance(0.5) ? person.way : random.pick(WAYS)
      fake(world, operator, advocate, friend, at, { kind: "self-alias", leastShare: 0.55, to, way })
      at += random.chance(0.4) ? random.int(5 * MINUTE, DAY) : random.int(DAY, 20 * DAY)
      first = false
    }
    bringTrueFriend(world, advocate, day + 5)
  },
}

function newAlias(world: World, person: Person): Person {
  const { random } = world
  const email = freeEmail(world, () => aliasOf(random, person.email, person.name))
  const phone = random.weighted([
    [40, person.phone],
    [40, null],
    [20, newPhone(world)],
  ])
  return newPerson(world, {
    ...person,
    accountId: newId(world),
    name: newGuise(world, person.name),
    email,
    phone,
  })
}

function newGuise({ random }: World, name: Name): Name {
  return random.weighted([
    [55, name],
    [10, { first: `${name.first[0]}.`, last: name.last }],
    [15, newName(random, name.last)],
    [20, newName(random)],
  ])
}
