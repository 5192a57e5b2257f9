import { CITIES, flatIn } from "#tests/simulate/referrals/world/addresses.ts"
import {
  becomeAdvocate,
  befriend,
  hearOf,
  honestAdvocate,
} from "#tests/simulate/referrals/world/honest.ts"
import { newHousehold, newPerson, type Person } from "#tests/simulate/referrals/world/people.ts"
import type { Advocate } from "#tests/simulate/referrals/world/refer.ts"
import { type Session, sessionAtHome, sessionOf } from "#tests/simulate/referrals/world/sessions.ts"
import { LAST_CLAIM_DAY } from "#tests/simulate/referrals/world/time.ts"
import type { World } from "#tests/simulate/referrals/world/world.ts"
import type { Story } from "./story.ts"

/** Somebody likes the shop and tells a friend or a few, who live elsewhere; some of them tell others. */
export const single: Story = {
  kind: "single",
  honest: true,
  perMille: 550,
  tell: (world) => {
    const { random } = world
    const day = random.int(0, 110)
    tellFriends(world, honestAdvocate(world, day), day)
  },
}

function tellFriends(world: World, advocate: Advocate, day: number) {
  const { random } = world
  const friends = random.weighted([
    [58, 1],
    [22, 2],
    [10, 3],
    [6, 4],
    [4, random.int(5, 9)],
  ])
  for (let count = 0; count < friends; count++) {
    const daysLater = random.chance(0.3) ? 0 : Math.min(LAST_CLAIM_DAY - day, random.int(1, 45))
    const friend = newFriend(world, advocate.person)
    const at = hearOf(world, advocate, day, daysLater)
    const claimFrom = placeOfClaim(world, advocate.person, friend, at)
    const order = befriend(world, "single", advocate, friend, at, { claimFrom })
    const next = day + daysLater + random.int(22, 40)
    if (order && next < LAST_CLAIM_DAY - 1 && random.chance(0.12)) {
      tellFriends(world, becomeAdvocate(world, next, friend), next)
    }
  }
}

/** Friends live in the same town more often than not; a few in the same house. */
function newFriend(world: World, advocate: Person): Person {
  const { random } = world
  const { door } = advocate.household
  const household = newHousehold(world, random.chance(0.6) ? door.city : random.pick(CITIES))
  if (!random.chance(0.015)) return newPerson(world, { household })
  return newPerson(world, { household: { ...household, door: flatIn(random, door) } })
}

/** Some claim while visiting the advocate, on that Wi-Fi; a few on that very phone. */
function placeOfClaim(world: World, advocate: Person, friend: Person, at: number): Session {
  const visiting = world.random.chance(0.035)
  const own = sessionOf(world, friend, at)
  if (!visiting) return own
  const there = sessionAtHome(world, advocate, at)
  return world.random.chance(0.2) ? there : { ...own, ip: there.ip }
}
