import type { Label, OrderPaid } from "#tests/simulate/referrals/events.ts"
import { buy, openAccount, type Purchase, visitLink } from "./acts.ts"
import type { Person } from "./people.ts"
import type { Session } from "./sessions.ts"
import { HOUR, MINUTE } from "./time.ts"
import { newId, type World } from "./world.ts"

/** Somebody with a link to share. */
export type Advocate = { person: Person; code: string; linkedAt: number }

export type Referral = Label & {
  advocate: Advocate
  friend: Person
  /** The claim: when and from where. */
  at: number
  from: Session
  /** How often the link was opened on the way to the claim. */
  visits: number
  /** The order that follows, or null when none does. */
  order: Omit<Purchase, "referralId"> | null
}

/** A referral from the first click to the order, with its label. Answers the order. */
export function refer(world: World, referral: Referral): OrderPaid | null {
  const { honest, kind, advocate, friend, at, from, order } = referral
  if (at <= advocate.linkedAt) throw new Error(`${kind}: a claim before there is a link`)
  for (let visit = 0; visit < referral.visits; visit++) {
    const before =
      visit === 0 ? world.random.int(10_000, 9 * MINUTE) : world.random.int(HOUR, 40 * HOUR)
    visitLink(world, advocate.code, Math.max(at - before, advocate.linkedAt + 1), from)
  }
  const referralId = newId(world)
  const { accountId, email } = friend
  openAccount(world, friend, at, from)
  const claim = { referralId, code: advocate.code, advocateId: advocate.person.accountId }
  world.events.push({ type: "referral-claimed", at, ...claim, accountId, email, ...from })
  world.labels[referralId] = { honest, kind }
  if (!order) return null
  world.ordered.set(kind, (world.ordered.get(kind) ?? 0) + 1)
  return buy(world, friend, { ...order, referralId })
}
