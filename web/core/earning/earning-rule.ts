import type { z } from "zod"
import type { LineFacts, OrderFacts } from "#web/core/facts.ts"
import type { Fraction } from "#web/core/money.ts"

/** How the admin's form asks for one setting. Labels are codes; the words are in the admin's locale files. */
export type FormField = { name: string; label: string; input: "points" | "money" }

/** One kind of earning rule: its settings, its form and its decision. One object in one file, listed in `rules.ts`. */
export type EarningRuleKind<Kind extends string, Settings extends { kind: Kind }> = {
  kind: Kind
  settings: z.ZodType<Settings>
  form: readonly FormField[]
  /** What a line is worth to this rule as an exact fraction of points; null when the rule says nothing about it. */
  decide: (settings: Settings, order: OrderFacts, line: LineFacts) => Fraction | null
}
