import { flatIn, newDoor } from "#tests/simulate/referrals/world/addresses.ts"
import { befriend, hearOf, honestAdvocate } from "#tests/simulate/referrals/world/honest.ts"
import { fixedNetwork } from "#tests/simulate/referrals/world/networks.ts"
import { freeEmail, newHousehold, newPerson } from "#tests/simulate/referrals/world/people.ts"
import { HOUR } from "#tests/simulate/referrals/world/time.ts"
import type { World } from "#tests/simulate/referrals/world/world.ts"
import type { Story } from "./story.ts"

/** Students of one hall: one house number, one line, emails that are matriculation numbers. */
export const dormitory: Story = {
  kind: "dormitory",
  honest: true,
  perMille: 20,
  tell: (world) => {
    const { random } = world
    const student = newHall(world)
    const day = random.int(0, 120)
    const advocate = honestAdvocate(world, day, student())
    let at = hearOf(world, advocate, day, random.int(0, 2))
    for (let count = random.int(3, 8); count > 0; count--) {
      befriend(world, "dormitory", advocate, student(), at)
      at += random.int(HOUR / 2, 60 * HOUR)
    }
  },
}

function newHall(world: World) {
  const { random } = world
  const hall = newDoor(random, world.shop.country, newHousehold(world).door.city)
  const network = fixedNetwork(random)
  const numbersFrom = random.int(20_000, 89_000)
  const university = `students.${hall.city.toLowerCase()}.example`
  return () => {
    const household = { door: flatIn(random, hall), network, devices: [] }
    const number = `s${numbersFrom + random.int(0, 900)}@${university}`
    const email = random.chance(0.35) && freeEmail(world, () => number)
    const way = random.chance(0.15) ? { way: 6 } : {} // the porter knows everybody
    return newPerson(world, { household, pickupPoint: null, ...(email && { email }), ...way })
  }
}
