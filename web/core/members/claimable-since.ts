/** A guest's points wait unclaimed this long (E1). */
const claimDays = 90

/** What a guest came by at `now` minus the waiting time, or earlier, can be claimed no more. */
export function claimableSince(now: Date): Date {
  return new Date(now.getTime() - claimDays * 86_400_000)
}
