import { nextDoorTo, WAYS } from "#tests/simulate/referrals/world/addresses.ts"
import { mailDomain, plain } from "#tests/simulate/referrals/world/emails.ts"
import { fake, newOperator, startFraud } from "#tests/simulate/referrals/world/fraud.ts"
import { newName } from "#tests/simulate/referrals/world/names.ts"
import { freeEmail, fullName, newPerson, newPhone } from "#tests/simulate/referrals/world/people.ts"
import type { Random } from "#tests/simulate/referrals/world/random.ts"
import { DAY, MINUTE } from "#tests/simulate/referrals/world/time.ts"
import type { Story } from "./story.ts"

/** Mailboxes made in a row, ann.lee01, ann.lee02 and so on, mostly in private windows. */
export const emailSeries: Story = {
  kind: "email-series",
  honest: false,
  perMille: 40,
  tell: (world, room) => {
    const { random } = world
    const operator = newOperator(world)
    const { person } = operator
    if (random.chance(0.5)) operator.sameDevice = 0.15
    const home = person.household.door
    const doors = [home, home, home, nextDoorTo(random, home), random.pick(world.pickupPoints)]
    const advocate = startFraud(world, operator, random.int(0, 90), random.pick([0, 0, 1, 3]))
    const nextEmail = newSeries(random, plain(person.name.first), plain(person.name.last))
    let at = advocate.linkedAt + random.int(5 * MINUTE, DAY)
    const longest = random.pick([DAY / 6, DAY, 3 * DAY])
    for (let count = Math.min(room, random.int(5, 20)); count > 0; count--) {
      const name = random.chance(0.35) ? person.name : newName(random)
      const email = freeEmail(world, nextEmail)
      const friend = newPerson(world, {
        name,
        email,
        phone: random.pick([null, null, person.phone, newPhone(world)]),
        household: person.household,
      })
      const to = { door: random.pick(doors), name: fullName(name) }
      const way = random.chance(0.6) ? person.way : random.pick(WAYS)
      fake(world, operator, advocate, friend, at, {
        kind: "email-series",
        leastShare: 0.6,
        to,
        way,
      })
      at += random.int(10 * MINUTE, longest)
    }
  },
}

/** Counts up, now and then leaving one out. */
function newSeries(random: Random, first: string, last: string): () => string {
  const stem = random.pick([
    `${first}.${last}`,
    `${first}${last}`,
    random.text(6, "abdegikmnoprstuv"),
  ])
  const domain = mailDomain(random)
  const digits = random.pick([1, 2, 2, 3])
  let number = random.pick([0, 1, 10, 100])
  return () => {
    number += random.chance(0.85) ? 1 : random.int(2, 4)
    return `${stem}${String(number).padStart(digits, "0")}@${domain}`
  }
}
