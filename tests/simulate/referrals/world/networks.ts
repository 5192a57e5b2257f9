import { CITIES } from "./addresses.ts"
import type { Random } from "./random.ts"
import { DAY, STARTS_AT } from "./time.ts"

/** A line that several devices share; its address may change from time to time. */
export type Network = {
  /** IPv4 addresses, or IPv6 prefixes of 64 bits, one after another. */
  leases: string[]
  leaseDays: number
  isV6: boolean
}

/** The broadband of a home: in 240.city/16, which nobody owns, where neighbours share a /24; or IPv6. */
export function homeNetwork(random: Random, city: string): Network {
  if (random.chance(0.35)) {
    const prefix = `2001:db8:${random.text(4)}:${random.text(4)}`
    return { leases: [prefix], leaseDays: 1_000, isV6: true }
  }
  const block = `240.${CITIES.indexOf(city)}.${random.int(0, 249)}`
  const leases = Array.from({ length: random.pick([1, 1, 2, 4]) }, () => host(random, block))
  return { leases, leaseDays: random.int(15, 70), isV6: false }
}

/** The one outgoing address of an office or a hall of residence. */
export const fixedNetwork = (random: Random): Network => ({
  leases: [host(random, `244.${random.int(0, 15)}.${random.int(0, 255)}`)],
  leaseDays: 1_000,
  isV6: false,
})

export function ipOn(random: Random, network: Network, at: number): string {
  const { leases, leaseDays, isV6 } = network
  const turn = Math.floor(Math.abs(at - STARTS_AT) / (leaseDays * DAY))
  const lease = leases[turn % leases.length]!
  return isV6 ? `${lease}:${hextets(random)}` : lease
}

/** Mobile phones leave by addresses that a whole region shares. */
export const mobileIp = (random: Random, carrier: number) =>
  `241.${carrier}.${random.int(0, 15)}.${random.int(1, 60)}`

export const CARRIERS = [0, 1, 2, 3] as const

/** Exits of well-known VPN services: honest people use them too. */
export const vpnIp = (random: Random) => `242.0.${random.int(0, 7)}.${random.int(1, 12)}`

/** A café, a train, a library. */
export const publicIp = (random: Random) => `243.0.${random.int(0, 11)}.${random.int(1, 10)}`

const host = (random: Random, block: string) => `${block}.${random.int(1, 254)}`

const hextets = (random: Random) => Array.from({ length: 4 }, () => random.text(4)).join(":")
