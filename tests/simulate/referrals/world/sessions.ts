import { ipOn, mobileIp, publicIp, vpnIp } from "./networks.ts"
import { newDevice, type Person } from "./people.ts"
import type { World } from "./world.ts"

/** What the shop sees of where somebody acts from. */
export type Session = { deviceId: string; ip: string }

/** Wherever this person happens to be with whatever is at hand. */
export const sessionOf = (world: World, person: Person, at: number): Session => ({
  deviceId: deviceOf(world, person),
  ip: ipOf(world, person, at),
})

/** The same person at home. */
export const sessionAtHome = (world: World, person: Person, at: number): Session => ({
  deviceId: deviceOf(world, person),
  ip: ipOn(world.random, person.household.network, at),
})

function deviceOf(world: World, { devices, household }: Person): string {
  const { random } = world
  if (household.devices.length > 0 && random.chance(0.15)) return random.pick(household.devices)
  if (random.chance(0.05)) return newDevice(world) // a private window, or storage cleared since
  return random.chance(0.8) ? devices[0]! : random.pick(devices)
}

function ipOf({ random }: World, person: Person, at: number): string {
  if (person.work && random.chance(0.3)) return ipOn(random, person.work, at)
  return random.weighted([
    [58, () => ipOn(random, person.household.network, at)],
    [33, () => mobileIp(random, person.carrier)],
    [4, () => vpnIp(random)],
    [5, () => publicIp(random)],
  ])()
}
