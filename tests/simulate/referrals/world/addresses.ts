import type { Address } from "#tests/simulate/referrals/events.ts"
import { words } from "./names.ts"
import type { Random } from "./random.ts"

/** A real door, however people write it. */
export type Door = {
  number: number
  street: string
  unit: string | null
  city: string
  postcode: string
  country: string
}

/** Ways of writing a door; 6 leaves the unit out. */
export const WAYS = [0, 1, 2, 3, 4, 5] as const

/** A person's own way of writing: most write in full. */
export const newWay = (random: Random) =>
  random.weighted<number>([
    [60, 0],
    [16, 1],
    [10, 2],
    [8, 3],
    [2, 4],
    [4, 5],
  ])

export function write(door: Door, way: number): Address {
  const { unit, city, postcode, country } = door
  const full = `${door.number} ${door.street}`
  const short = full
    .replace(/Street$/, "St")
    .replace(/Road$/, "Rd")
    .replace(/Avenue$/, "Ave")
  const place = { city, postcode, country }
  if (way === 1) return { line1: short, line2: unit && `Flat ${unit}`, ...place }
  if (way === 2) return { line1: full, line2: unit && `Apt ${unit}`, ...place }
  if (way === 3) return { line1: unit ? `Flat ${unit}, ${full}` : full, line2: null, ...place }
  if (way === 4) return { line1: short.toUpperCase(), line2: unit && `#${unit}`, ...place }
  if (way === 5) return { line1: full.toLowerCase(), line2: unit, ...place }
  return { line1: full, line2: way === 6 ? null : unit && `Flat ${unit}`, ...place }
}

export function newDoor(random: Random, country: string, city: string): Door {
  const street = `${random.pick(STREETS)} ${random.weighted(ENDS)}`
  const postcode = newPostcode(random, country, CITIES.indexOf(city))
  return { number: random.int(1, 180), street, unit: null, city, postcode, country }
}

/** Another door of the same house. */
export const flatIn = (random: Random, house: Door): Door => ({
  ...house,
  unit: `${random.int(1, 12)}${random.pick(["", "", "A", "B", "C"])}`,
})

/** A few doors further. */
export const nextDoorTo = (random: Random, door: Door): Door => ({
  ...door,
  number: door.number + random.pick([2, 4, 6, 8]),
})

function newPostcode(random: Random, country: string, city: number): string {
  if (country !== "GB") return `${10 + city * 7}${String(random.int(0, 999)).padStart(3, "0")}`
  const inward = `${random.int(1, 9)}${random.text(2, "ABDEFGHJLNPQRSTUWXYZ")}`
  return `${CODES[city]}${random.int(1, 20)} ${inward}`
}

export const CITIES = words(`
  Northwick Alderbrook Castleton Westhaven Marlow Riverton Eastmere Highgate Stonebridge Fairview
  Lakeside Kingsport`)

const CODES = words("NW AL CA WE MA RI EA HI ST FA LA KI")

const STREETS = words(`
  Rose Oak Mill Church Station Park Victoria Albert Queen King Chestnut Elm Maple Cedar Willow Birch
  Hazel Garden Orchard Meadow Spring Bridge Castle Abbey Market Harbour Canal Forest Hill Valley
  Sunset Linden Mozart Goethe Schiller Lincoln Washington Madison Jefferson Franklin Nelson Clifton
  Grove Manor Priory`)

const ENDS = [
  [5, "Street"],
  [4, "Road"],
  [3, "Avenue"],
  [2, "Lane"],
  [1, "Close"],
] as const
