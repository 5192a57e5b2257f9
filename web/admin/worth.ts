import { decimalsOf, type Minor } from "#web/core/money.ts"
import type { Points } from "#web/core/points.ts"
import type { ProgramSettings } from "#web/core/program.ts"
import type { Editable } from "./editable.ts"

/** Saved settings, or those that somebody is typing. */
type Settings = Editable<ProgramSettings>

/** What the best reward gives for its points: so many minor units for so many points. */
type Rate = { amountMinor: Minor; points: Points }

/** The dearest that points can be spent, in a currency; null when no reward is offered in it. */
export function bestRate(settings: Settings, currency: string): Rate | null {
  return (
    ratesIn(settings, currency)
      .sort((a, b) => (isBetter(a, b) ? -1 : 1))
      .at(0) ?? null
  )
}

function ratesIn(settings: Settings, currency: string): Rate[] {
  return settings.rewards.flatMap(({ points, amounts }) => {
    const amount = amounts.find((each) => each.currency === currency)
    return points && amount?.amountMinor ? [{ amountMinor: amount.amountMinor, points }] : []
  })
}

/** What points are worth at that rate, rounded down. */
export function worthOf(points: Points, rate: Rate): Minor {
  return Number((BigInt(points) * BigInt(rate.amountMinor)) / BigInt(rate.points))
}

/** `atMost`: another reward gives less for the same points. */
export type GiveBack = {
  orderMinor: Minor
  backMinor: Minor
  basisPoints: number
  atMost: boolean
}

/** What an example order gives back at most, and how much of it that is; null when nothing can be said. */
export function giveBack(settings: Settings, currency: string): GiveBack | null {
  const rate = bestRate(settings, currency)
  const earning = settings.earningRules
    .flatMap((rule) => rule.rates)
    .filter((each) => each.currency === currency && each.points && each.perAmountMinor)
  if (!rate || !earning.length) return null
  const orderMinor = 50 * 10 ** Math.max(2, decimalsOf(currency)) // 50.00 USD, 5000 JPY, 50.000 KWD
  const points = earning.reduce(
    (sum, each) => sum + (BigInt(orderMinor) * BigInt(each.points!)) / BigInt(each.perAmountMinor!),
    0n,
  )
  const backMinor = worthOf(Number(points), rate)
  return {
    orderMinor,
    backMinor,
    basisPoints: Math.round((backMinor * 10_000) / orderMinor),
    atMost: ratesIn(settings, currency).some((other) => isBetter(rate, other)),
  }
}

function isBetter(a: Rate, b: Rate): boolean {
  return BigInt(a.amountMinor) * BigInt(b.points) > BigInt(b.amountMinor) * BigInt(a.points)
}
