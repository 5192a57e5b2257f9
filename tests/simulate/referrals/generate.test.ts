import { describe, expect, test } from "vitest"
import { digestJson } from "./digest.ts"
import type { ShopEvent } from "./events.ts"
import { generate, generateUnseen } from "./generate.ts"
import { readReferrals, share } from "./read-referrals.ts"
import { testSeeds, trainingSeeds, unseenSeeds } from "./seeds.ts"
import { frauds, oddities, ordinary, unseen } from "./stories/stories.ts"

const kinds = (stories: readonly { kind: string }[]) => stories.map(({ kind }) => kind)

describe.each([...trainingSeeds.slice(0, 2), ...testSeeds.slice(0, 2)])(
  "the shop of seed %i",
  (seed) => {
    const shop = generate(seed)
    const referrals = readReferrals(shop)
    const ordered = referrals.filter(({ order }) => order)
    const shareOf = (names: string[]) => share(ordered, ({ kind }) => names.includes(kind))

    test("has at least 4,000 referrals that came to an order", () => {
      expect(ordered.length).toBeGreaterThanOrEqual(4_000)
      expect(ordered.length).toBeLessThan(4_200)
    })

    test("is 55 % ordinary, 20 % honest and odd, 25 % fraud, to two points in a hundred", () => {
      expect(Math.abs(shareOf([ordinary.kind]) - 0.55)).toBeLessThan(0.02)
      expect(Math.abs(shareOf(kinds(oddities)) - 0.2)).toBeLessThan(0.02)
      expect(Math.abs(shareOf(kinds(frauds)) - 0.25)).toBeLessThan(0.02)
    })

    test("tells every kind, each as often as planned, and no other", () => {
      for (const { kind, perMille } of [...oddities, ...frauds]) {
        expect(Math.abs(shareOf([kind]) - perMille / 1_000), kind).toBeLessThan(0.01)
      }
      const told = new Set(referrals.map(({ kind }) => kind))
      expect([...told].sort()).toEqual(kinds([ordinary, ...oddities, ...frauds]).sort())
    })

    test("labels every claim once, ordered or not, as honest or not by its kind", () => {
      const claimed = referrals.map(({ claim }) => claim.referralId)
      expect(Object.keys(shop.labels).sort()).toEqual(claimed.sort())
      const dishonest = new Set(referrals.filter((one) => !one.honest).map(({ kind }) => kind))
      expect([...dishonest].sort()).toEqual(kinds(frauds).sort())
      expect(share(referrals, ({ order }) => !order)).toBeGreaterThan(0.08)
    })

    test("runs in time, and nothing comes before its cause", () => {
      expect(effectsBeforeCauses(shop.events)).toEqual([])
      const claims = referrals.map(({ claim }) => claim.at)
      expect(Math.min(...claims)).toBeGreaterThan(shop.startsAt)
      expect(shop.events.at(-1)!.at).toBeLessThan(shop.endsAt)
    })

    test("sells for whole minor units, and to a friend for no less than the minimum", () => {
      for (const event of shop.events) {
        if (event.type === "order-refunded") expect(event.amountMinor).toBeGreaterThan(0)
        if (event.type !== "order-paid") continue
        expect(Number.isSafeInteger(event.amountMinor)).toBe(true)
        expect(event.minimumMinor).toBe(shop.shop.minimumMinor)
        if (event.referralId) expect(event.amountMinor).toBeGreaterThanOrEqual(event.minimumMinor)
      }
    })
  },
)

describe("the unseen strategies", () => {
  test("are in shops of their own, beside honest people, and in no other shop", () => {
    const referrals = readReferrals(generateUnseen(unseenSeeds[0]!))
    const ordered = referrals.filter(({ order }) => order)
    expect(ordered.length).toBeGreaterThanOrEqual(2_000)
    for (const { kind } of unseen) {
      expect(Math.abs(share(ordered, (one) => one.kind === kind) - 0.1)).toBeLessThan(0.02)
    }
    const dishonest = new Set(referrals.filter((one) => !one.honest).map(({ kind }) => kind))
    expect([...dishonest].sort()).toEqual(["bought-accounts", "slow-drip"])
  })
})

describe("the seeds", () => {
  test("make the same shop again, and each another", () => {
    expect(digestJson(generate(2))).toBe(digestJson(generate(2)))
    expect(digestJson(generate(2).events)).not.toBe(digestJson(generate(3).events))
  })

  test("are in halves that have nothing in common", () => {
    const all = [...trainingSeeds, ...testSeeds, ...unseenSeeds]
    expect(new Set(all).size).toBe(all.length)
    expect(trainingSeeds.length).toBe(testSeeds.length)
  })
})

/** Acts of accounts, links, referrals and orders that are not there yet, and what is out of time. */
function effectsBeforeCauses(events: ShopEvent[]): ShopEvent[] {
  const there = new Set<string>()
  let now = 0
  const isEarly = (event: ShopEvent): boolean => {
    const late = event.at < now
    now = event.at
    if (event.type === "account-opened") return late || !there.add(event.accountId)
    if (event.type === "link-visited") return late || !there.has(event.code)
    if (event.type === "order-refunded") return late || !there.delete(event.orderId)
    const missing = !there.has(event.accountId)
    if (event.type === "link-made") return late || missing || !there.add(event.code)
    if (event.type === "referral-claimed") {
      return late || missing || !there.has(event.code) || !there.add(event.referralId)
    }
    there.add(event.orderId)
    return late || missing || (event.referralId !== null && !there.delete(event.referralId))
  }
  return events.filter(isEarly)
}
