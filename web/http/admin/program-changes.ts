import { isDeepStrictEqual } from "node:util"
import type { ProgramSettings } from "#web/core/program.ts"

/** One difference between two versions of the programme: a code, the admin has the words. */
export type ProgramChange = {
  code: string
  params: Record<string, string | number | boolean | null>
}

/** What publishing `draft` would change for members, in the order in which the merchant meets it. */
export function programChanges(
  live: ProgramSettings | null,
  draft: ProgramSettings,
): ProgramChange[] {
  if (!live) return [{ code: "first-version", params: {} }]
  return [
    ...change("name", live.name, draft.name),
    ...rateChanges(live, draft),
    ...listChanges("reward", live.rewards, draft.rewards),
    ...listChanges("tier", live.tiers, draft.tiers),
    ...orderOfTiers(live, draft),
    ...change("count-tax", live.orders.countTax, draft.orders.countTax),
    ...change("count-shipping", live.orders.countShipping, draft.orders.countShipping),
    ...change("count-business", live.orders.countBusiness, draft.orders.countBusiness),
    ...change("rounding", live.orders.rounding, draft.orders.rounding),
    ...change("life-months", live.points.lifeMonths, draft.points.lifeMonths),
    ...change("debt-limit", live.points.debtLimit, draft.points.debtLimit),
  ]
}

type Plain = string | number | boolean | null

function change(code: string, from: Plain, to: Plain): ProgramChange[] {
  return from === to ? [] : [{ code: `${code}-changed`, params: { from, to } }]
}

function rateChanges(live: ProgramSettings, draft: ProgramSettings): ProgramChange[] {
  const before = ratesOf(live)
  const after = ratesOf(draft)
  const keys = [...new Set([...before.keys(), ...after.keys()])]
  return keys.flatMap((key) => {
    const [was, is] = [before.get(key), after.get(key)]
    if (isDeepStrictEqual(was, is)) return []
    const code = !was ? "rate-added" : !is ? "rate-removed" : "rate-changed"
    const { currency } = (is ?? was)!
    const from = was && { fromPoints: was.points, fromAmountMinor: was.perAmountMinor }
    const to = is && { toPoints: is.points, toAmountMinor: is.perAmountMinor }
    return [{ code, params: { currency, ...from, ...to } }]
  })
}

function ratesOf({ earningRules }: ProgramSettings) {
  const rates = earningRules.flatMap((rule) => rule.rates.map((rate) => ({ rule, rate })))
  return new Map(rates.map(({ rule, rate }) => [`${rule.id} ${rate.currency}`, rate]))
}

type Named = { id: string; name: string }

function listChanges(
  noun: "reward" | "tier",
  live: readonly Named[],
  draft: readonly Named[],
): ProgramChange[] {
  const liveById = new Map(live.map((item) => [item.id, item]))
  const draftIds = new Set(draft.map((item) => item.id))
  const kept = draft.flatMap((item) => {
    const was = liveById.get(item.id)
    if (!was) return [{ code: `${noun}-added`, params: { name: item.name } }]
    return isDeepStrictEqual(was, item)
      ? []
      : [{ code: `${noun}-changed`, params: { name: item.name } }]
  })
  const gone = live.filter((item) => !draftIds.has(item.id))
  return [...kept, ...gone.map(({ name }) => ({ code: `${noun}-removed`, params: { name } }))]
}

/** Only when the tiers that both have stand in another order: a new tier between them is told as added. */
function orderOfTiers(live: ProgramSettings, draft: ProgramSettings): ProgramChange[] {
  const before = live.tiers.map((tier) => tier.id)
  const after = draft.tiers.map((tier) => tier.id)
  const common = (ids: string[], others: string[]) => ids.filter((id) => others.includes(id))
  const same = isDeepStrictEqual(common(before, after), common(after, before))
  return same ? [] : [{ code: "tiers-reordered", params: {} }]
}
