import type { MemberTotals } from "#web/core/facts.ts"
import { invariant } from "#web/core/invariant.ts"
import type { Points } from "#web/core/points.ts"
import type { Tx } from "#web/db/database.ts"
import { lockBalance } from "./lock-balance.ts"
import { type NewEntry, post } from "./post.ts"

type LotRow = {
  shop_id: number
  source_id: string
  points: string
  expires_at: Date | null
  earned_at: Date
}

export type Transfer = {
  brandId: number
  fromMemberId: string
  toMemberId: string
  /** Lots from `since` on move; older ones have waited too long. */
  since: Date
  /** What the orders that move count for. */
  totals: MemberTotals
  now: Date
}

/**
 * Moves what a guest has to a member: out of the one and into the other, lot by lot, each with its dates. Each pair of
 * entries bears the number of the order or adjustment, so that it can happen once only. The totals that tiers count go
 * along.
 */
export async function transferPoints(
  tx: Tx,
  transfer: Transfer,
): Promise<{ points: Points; balance: Points }> {
  const { brandId, fromMemberId, toMemberId, totals, now } = transfer
  await lockBoth(tx, transfer)
  const lots = await claimableLots(tx, transfer)
  const entries = lots.flatMap((lot) => pairOf(lot, transfer))
  const away = { brandId, memberId: fromMemberId, ...negated(totals) }
  const { posted } = await post(
    tx,
    entries,
    [away, { brandId, memberId: toMemberId, ...totals }],
    now,
  )
  invariant(posted === entries.length, "a lot is claimed once")
  return {
    points: lots.reduce((sum, lot) => sum + Number(lot.points), 0),
    balance: await lockBalance(tx, brandId, toMemberId),
  }
}

/** What the guest earned or was given; nothing else brings points to a guest. */
async function claimableLots(tx: Tx, { brandId, fromMemberId, since }: Transfer) {
  const { rows } = await tx.query<LotRow>({
    name: "ledger-lots-to-transfer",
    text: `select shop_id, source_id, remaining as points, nullif(expires_at, 'infinity') as expires_at, earned_at
      from lots where brand_id = $1 and member_id = $2 and source in ('order', 'adjustment') and remaining > 0
        and earned_at > $3`,
    values: [brandId, fromMemberId, since],
  })
  return rows
}

function pairOf(lot: LotRow, { brandId, fromMemberId, toMemberId }: Transfer): NewEntry[] {
  const points = Number(lot.points)
  const entry = {
    brandId,
    source: "claim" as const,
    shopId: lot.shop_id,
    sourceId: lot.source_id,
    kind: "points-claimed",
    occurredAt: lot.earned_at,
    expiresAt: lot.expires_at,
  }
  return [
    { ...entry, memberId: fromMemberId, points: -points, revision: 1 },
    { ...entry, memberId: toMemberId, points, revision: 2 },
  ]
}

/** Locks both balances, in one order. */
async function lockBoth(tx: Tx, { brandId, fromMemberId, toMemberId }: Transfer): Promise<void> {
  await tx.query({
    name: "ledger-lock-two",
    text: `select from balances where brand_id = $1 and member_id = any($2::bigint[])
      order by member_id for update`,
    values: [brandId, [fromMemberId, toMemberId]],
  })
}

function negated({ earnedPoints, spendMinor, orderCount }: MemberTotals): MemberTotals {
  return { earnedPoints: -earnedPoints, spendMinor: -spendMinor, orderCount: -orderCount }
}
