import { CITIES, type Door, flatIn, newDoor, newWay } from "./addresses.ts"
import { newEmail } from "./emails.ts"
import { type Name, newName } from "./names.ts"
import { CARRIERS, homeNetwork, type Network } from "./networks.ts"
import { newId, type World } from "./world.ts"

export type Household = {
  door: Door
  network: Network
  /** Devices that everybody at home may take: a tablet, the family computer. */
  devices: string[]
}

/** Somebody as the shop knows them: one account, one email; and what the shop does not see. */
export type Person = {
  accountId: string
  name: Name
  email: string
  phone: string | null
  household: Household
  /** Their own, the one used most first. */
  devices: string[]
  work: Network | null
  carrier: number
  /** Their way of writing an address. */
  way: number
  /** Has parcels sent to a shop nearby, or null. */
  pickupPoint: Door | null
}

export function newHousehold(world: World, city?: string): Household {
  const { random, shop, houses } = world
  const house = random.chance(0.3) && random.pick(houses)
  const inHouse = house && (!city || house.city === city)
  const door = inHouse
    ? flatIn(random, house)
    : newDoor(random, shop.country, city ?? random.pick(CITIES))
  return { door, network: homeNetwork(random, door.city), devices: [] }
}

export function newPerson(world: World, known: Partial<Person> = {}): Person {
  const { random } = world
  const name = known.name ?? newName(random)
  const household = known.household ?? newHousehold(world)
  return {
    accountId: newId(world),
    name,
    email: known.email ?? freeEmail(world, () => newEmail(random, name)),
    phone: random.chance(0.6) ? newPhone(world) : null,
    household,
    devices: Array.from({ length: random.pick([1, 1, 2]) }, () => newDevice(world)),
    work: null,
    carrier: random.pick(CARRIERS),
    way: newWay(random),
    pickupPoint: random.chance(0.05) ? nearbyPoint(world, household.door.city) : null,
    ...known,
  }
}

/** An email nobody has: who finds their own taken adds a number, as people do. */
export function freeEmail(world: World, make: () => string): string {
  let email = make()
  while (world.taken.has(email)) email = email.replace("@", `${world.random.int(1, 99)}@`)
  world.taken.add(email)
  return email
}

/** The widget's id of a browser that has not been here. */
export const newDevice = (world: World) => newId(world, 16)

export function newPhone({ random, shop }: World): string {
  const prefix = { GB: "+447", DE: "+4915", US: "+1555" }[shop.country]
  return prefix + random.text(shop.country === "US" ? 7 : 9, "0123456789")
}

export const fullName = ({ first, last }: Name) => `${first} ${last}`

function nearbyPoint({ random, pickupPoints }: World, city: string): Door {
  const near = pickupPoints.filter((point) => point.city === city)
  return random.pick(near.length > 0 ? near : pickupPoints)
}
