import { describe, expect, test } from "vitest"
import type { Address } from "./events.ts"
import { generate } from "./generate.ts"
import { readReferrals, share, type Told } from "./read-referrals.ts"

const shop = generate(1)
const referrals = readReferrals(shop)
const of = (kind: string) => referrals.filter((one) => one.kind === kind)
const ordered = (kind: string) => of(kind).filter(({ order }) => order)
const byAdvocate = (kind: string) => [
  ...Map.groupBy(of(kind), ({ claim }) => claim.advocateId).values(),
]
const refunds = new Map(
  shop.events.flatMap((event) => (event.type === "order-refunded" ? [[event.orderId, event]] : [])),
)

describe("honest people", () => {
  test("of one family live at one address, most with one name", () => {
    expect(share(withAdvocatesOrder("family"), atAdvocatesAddress)).toBeGreaterThan(0.85)
    expect(share(of("family"), sameSurname)).toBeGreaterThan(0.6)
    expect(byAdvocate("family").every((friends) => friends.length <= 4)).toBe(true)
  })

  test("of one office claim from one network", () => {
    const shared = byAdvocate("office").map((friends) =>
      mostOften(friends.map(({ claim }) => claim.ip)),
    )
    expect(share(shared, (count) => count > 1)).toBeGreaterThan(0.75)
  })

  test("of one hall share its number, and some have emails that differ by digits only", () => {
    const halls = byAdvocate("dormitory")
    const inOneHouse = (friends: Told[]) =>
      new Set(friends.map(({ order }) => order?.billTo.postcode)).size <= 2
    expect(halls.every(inOneHouse)).toBe(true)
    expect(share(of("dormitory"), ({ claim }) => /^s\d{5}@/.test(claim.email))).toBeGreaterThan(0.2)
  })

  test("have presents sent to each other", () => {
    const reaches = ({ order, advocate, friend, advocateActs }: Told) =>
      order!.shipTo.name === advocate.name ||
      advocateActs.some((act) => act.type === "order-paid" && act.shipTo.name === friend.name)
    expect(share(ordered("gift"), reaches)).toBe(1)
  })

  test("who share a flat claim on the tablet that the advocate uses too", () => {
    expect(share(of("shared-tablet"), onAdvocatesDevice)).toBeGreaterThan(0.4)
  })

  test("with an audience bring sixty friends, many within a day", () => {
    for (const friends of byAdvocate("influencer")) {
      expect(friends.filter(({ order }) => order)).toHaveLength(60)
      expect(mostWithin(friends, 24 * 3_600_000)).toBeGreaterThan(8)
    }
  })

  test("send goods back, are quick, or have the advocate's surname by chance", () => {
    expect(share(ordered("honest-refund"), wasRefunded)).toBeGreaterThan(0.4)
    const minutes = ({ order, claim }: Told) => (order!.at - claim.at) / 60_000
    expect(Math.max(...ordered("quick-order").map(minutes))).toBeLessThanOrEqual(10)
    expect(share(of("same-surname"), sameSurname)).toBe(1)
    expect(share(ordered("same-surname"), atAdvocatesAddress)).toBeLessThan(0.05)
  })

  test("of the ordinary kind use the advocate's network or device now and then", () => {
    expect(share(of("single"), onAdvocatesDevice)).toBeGreaterThan(0)
    expect(share(of("single"), onAdvocatesDevice)).toBeLessThan(0.02)
    expect(share(of("single"), onAdvocatesNetwork)).toBeGreaterThan(0.01)
    expect(share(of("single"), onAdvocatesNetwork)).toBeLessThan(0.08)
    expect(share(ordered("single"), wasRefunded)).toBeGreaterThan(0.03)
  })
})

describe("fraudsters", () => {
  test("who refer themselves use their own device often, and a fresh one sometimes", () => {
    expect(share(of("self-alias"), onAdvocatesDevice)).toBeGreaterThan(0.5)
    expect(share(of("self-alias"), onAdvocatesDevice)).toBeLessThan(0.95)
  })

  test("with a farm play many people on few devices", () => {
    const farms = of("device-farm")
    expect(new Set(farms.map(({ claim }) => claim.deviceId)).size / farms.length).toBeLessThan(0.6)
  })

  test("number their mailboxes", () => {
    const stem = ({ claim }: Told) => claim.email.replace(/\d+@/, "@")
    const series = byAdvocate("email-series").map(
      (friends) => mostOften(friends.map(stem)) / friends.length,
    )
    expect(Math.min(...series)).toBeGreaterThan(0.6)
  })

  test("who farm refunds mostly wait until the reward is out", () => {
    const after = ({ order }: Told) =>
      (refunds.get(order!.orderId)?.at ?? 0) > order!.at + shop.shop.returnDays * 86_400_000
    expect(share(ordered("refund-farmer"), after)).toBeGreaterThan(0.55)
  })

  test("in a ring refer each other in a circle of three", () => {
    const refers = new Map(
      of("ring-of-three").map(({ claim }) => [claim.advocateId, claim.accountId]),
    )
    for (const [one, next] of refers) expect(refers.get(refers.get(next)!)).toBe(one)
  })

  test("who post their link flood the shop with strangers within days", () => {
    for (const friends of byAdvocate("coupon-flood")) {
      expect(mostWithin(friends, 24 * 3_600_000)).toBeGreaterThan(20)
      expect(share(friends, onAdvocatesDevice)).toBe(0)
    }
  })
})

const onAdvocatesDevice = ({ claim, advocateActs }: Told) =>
  advocateActs.some((act) => "deviceId" in act && act.deviceId === claim.deviceId)

const onAdvocatesNetwork = ({ claim, advocateActs }: Told) =>
  advocateActs.some(
    (act) =>
      "ip" in act &&
      act.at < claim.at + 1 &&
      network(act.ip) === network(claim.ip) &&
      !/^24[1-3]\./.test(claim.ip),
  )

/** An IPv4 address, or the first 64 bits of an IPv6 one. */
const network = (ip: string) => (ip.includes(":") ? ip.split(":").slice(0, 4).join(":") : ip)

const atAdvocatesAddress = ({ order, advocateActs }: Told) =>
  advocateActs.some((act) => act.type === "order-paid" && door(act.billTo) === door(order!.billTo))

const withAdvocatesOrder = (kind: string) =>
  ordered(kind).filter(({ advocateActs }) => advocateActs.some((act) => act.type === "order-paid"))

const door = ({ line1, postcode }: Address) =>
  `${/\d+ \w+/.exec(line1.replace(/^Flat \w+, /, ""))?.[0].toLowerCase()} ${postcode}`

const sameSurname = ({ friend, advocate }: Told) =>
  lastName(friend.name) === lastName(advocate.name)

const lastName = (name: string) => name.split(" ").at(-1)

const wasRefunded = ({ order }: Told) => refunds.has(order!.orderId)

const mostOften = (list: string[]) => {
  const counts = [...Map.groupBy(list, (one) => one).values()].map(({ length }) => length)
  return Math.max(...counts)
}

/** The most claims of one advocate in any span of so many milliseconds. */
function mostWithin(friends: Told[], span: number): number {
  const times = friends.map(({ claim }) => claim.at)
  return Math.max(
    ...times.map((from) => times.filter((at) => at >= from && at < from + span).length),
  )
}
