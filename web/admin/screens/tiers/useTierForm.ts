import type { Refusal } from "#web/admin/api/request.ts"
import type { Thresholds, TierFields } from "#web/admin/api/tiers.ts"
import { type Form, type Saved, useForm } from "#web/admin/components/use-form.ts"

export type ThresholdName = keyof Thresholds

/** The order in which thresholds are asked for. */
export const thresholdNames: readonly ThresholdName[] = ["earnedPoints", "spendMinor", "orderCount"]

export type TierFormState = Form<TierFields> & {
  rename: (name: string) => void
  matchBy: (match: TierFields["match"]) => void
  /** Whether a threshold counts, whatever is typed beside it. */
  counts: (threshold: ThresholdName) => boolean
  toggle: (threshold: ThresholdName) => void
  need: (threshold: ThresholdName, amount: number | null) => void
}

/** A threshold that counts, but whose figure is not written yet: the server refuses it, by name. */
const notWritten = 0

/** The logic of the tier form, without a form. `submit` resolves to what was refused. */
export function useTierForm(
  saved: Saved<TierFields>,
  submit: (edited: Saved<TierFields>) => Promise<Refusal[]>,
): TierFormState {
  const form = useForm(saved, submit)
  const { thresholds } = form.values

  const need = (threshold: ThresholdName, amount: number | null) =>
    form.change(`thresholds.${threshold}`, (tier) => {
      tier.thresholds[threshold] = amount
    })

  return {
    ...form,
    rename: (name) =>
      form.change("name", (tier) => {
        tier.name = name
      }),
    matchBy: (match) =>
      form.change("match", (tier) => {
        tier.match = match
      }),
    counts: (threshold) => thresholds[threshold] !== null,
    // A refusal of all the thresholds together is about this choice too.
    toggle: (threshold) =>
      form.change("thresholds", (tier) => {
        tier.thresholds[threshold] = thresholds[threshold] === null ? notWritten : null
      }),
    need: (threshold, amount) => need(threshold, amount ?? notWritten),
  }
}
