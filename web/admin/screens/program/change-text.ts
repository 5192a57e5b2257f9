import type { ProgramChange } from "#web/admin/api/program.ts"
import type { Language } from "#web/admin/words/useWords.ts"

/** One difference between draft and live, in words: "For USD: 2 points instead of 1 for every $1.00". */
export function changeText({ code, t, format }: Language, change: ProgramChange): string {
  const { params } = change
  const money = (minor: unknown) =>
    typeof minor === "number" ? format.money(minor, String(params.currency)) : ""
  const side = (value: unknown) => {
    if (value === null || value === undefined) return t("change.none")
    if (typeof value === "boolean") return t(value ? "change.yes" : "change.no")
    return typeof value === "number" ? format.whole(value) : value
  }
  const named = (value: unknown) =>
    change.code === "rounding-changed" ? t(`program.rounding-${value}`) : String(side(value))
  return code("change", change.code, {
    name: String(params.name ?? ""),
    currency: String(params.currency ?? ""),
    from: named(params.from),
    to: named(params.to),
    fromPoints: String(side(params.fromPoints)),
    toPoints: String(side(params.toPoints)),
    fromAmount: money(params.fromAmountMinor),
    toAmount: money(params.toAmountMinor),
  })
}
