import type { TierFields } from "#web/admin/api/tiers.ts"
import type { Language } from "#web/admin/words/useWords.ts"
import { thresholdNames } from "./useTierForm.ts"

/** What it takes to reach a tier, in words: "500 points earned or 5 orders". */
export function tierSentence(
  { t, locale, format }: Language,
  { match, thresholds }: TierFields,
  currency: string,
): string {
  const parts = thresholdNames.flatMap((name) => {
    const needed = thresholds[name]
    if (needed === null) return []
    return name === "spendMinor"
      ? t("tiers.part-spendMinor", { amount: format.money(needed, currency) })
      : t(`tiers.part-${name}`, { count: needed })
  })
  const type = match === "any" ? "disjunction" : "conjunction"
  return new Intl.ListFormat(locale, { type }).format(parts)
}
