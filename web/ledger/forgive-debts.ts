import type { Tx } from "#web/db/database.ts"
import { type Debt, type NewEntry, post } from "./post.ts"

/**
 * Forgives what goes beyond the debt that the programme remembers (E5), by an entry of its own: never by clamping.
 * `causes` are the entries just posted; the forgiving entry takes the key of the one that caused it, so that it
 * happens once. `limits` by member id.
 */
export async function forgiveDebts(
  tx: Tx,
  debts: readonly Debt[],
  causes: readonly NewEntry[],
  limits: ReadonlyMap<string | null, number>,
  now: Date,
): Promise<void> {
  const forgiven = debts.flatMap((debt): NewEntry[] => {
    const excess = debt.points - (limits.get(debt.memberId) ?? 0)
    const cause = causes.findLast(
      (entry) =>
        entry.points < 0 && entry.memberId === debt.memberId && entry.brandId === debt.brandId,
    )
    if (excess <= 0 || !cause) return []
    return [{ ...cause, source: "debt", kind: "debt-forgiven", points: excess, expiresAt: null }]
  })
  if (forgiven.length) await post(tx, forgiven, [], now)
}
