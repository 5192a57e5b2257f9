import { invariant } from "#web/core/invariant.ts"
import type { Tx } from "#web/db/database.ts"
import { type NewEntry, post } from "./post.ts"

/** Points wait unclaimed this long (E1). */
const claimDays = 90

type LotRow = {
  shop_id: number
  source_id: string
  points: string
  expires_at: Date | null
  earned_at: Date
}

/**
 * Moves what a guest has to a member: out of the one and into the other, lot by lot, each with its dates. Each pair of
 * entries bears the order's number, so that it can happen once only. The totals that tiers count go along.
 */
export async function transferPoints(
  tx: Tx,
  move: { brandId: number; fromMemberId: string; toMemberId: string; now: Date },
): Promise<{ points: number; balance: number }> {
  const { brandId, fromMemberId, toMemberId, now } = move
  const totals = await lockBoth(tx, move)
  const { rows: lots } = await tx.query<LotRow>({
    name: "ledger-lots-to-transfer",
    text: `select shop_id, source_id, remaining as points, nullif(expires_at, 'infinity') as expires_at, earned_at
      from lots where brand_id = $1 and member_id = $2 and source = 'order' and remaining > 0
        and earned_at > $3::timestamptz - make_interval(days => $4)`,
    values: [brandId, fromMemberId, now, claimDays],
  })
  const entries = lots.flatMap((lot): NewEntry[] => {
    const entry = {
      brandId,
      source: "claim" as const,
      shopId: lot.shop_id,
      sourceId: lot.source_id,
      kind: "points-claimed",
      occurredAt: lot.earned_at,
      expiresAt: lot.expires_at,
    }
    const points = Number(lot.points)
    return [
      { ...entry, memberId: fromMemberId, points: -points, revision: 1 },
      { ...entry, memberId: toMemberId, points, revision: 2 },
    ]
  })
  const away = { brandId, memberId: fromMemberId, ...negated(totals) }
  const { posted } = await post(
    tx,
    entries,
    [away, { brandId, memberId: toMemberId, ...totals }],
    now,
  )
  invariant(posted === entries.length, "a lot is claimed once")
  const points = lots.reduce((sum, lot) => sum + Number(lot.points), 0)
  const { rows } = await tx.query<{ balance: string }>({
    name: "ledger-balance",
    text: "select balance from balances where brand_id = $1 and member_id = $2",
    values: [brandId, toMemberId],
  })
  return { points, balance: Number(rows[0]?.balance ?? 0) }
}

/** Locks both balances, in one order, and reads what the guest's orders count for. */
async function lockBoth(
  tx: Tx,
  {
    brandId,
    fromMemberId,
    toMemberId,
  }: { brandId: number; fromMemberId: string; toMemberId: string },
) {
  const { rows } = await tx.query<{
    member_id: string
    earned_points: string
    spend_minor: string
    order_count: number
  }>({
    name: "ledger-lock-two",
    text: `select member_id, earned_points, spend_minor, order_count from balances
      where brand_id = $1 and member_id = any($2::bigint[]) order by member_id for update`,
    values: [brandId, [fromMemberId, toMemberId]],
  })
  const guest = rows.find((row) => row.member_id === fromMemberId)
  return {
    earnedPoints: Number(guest?.earned_points ?? 0),
    spendMinor: Number(guest?.spend_minor ?? 0),
    orderCount: guest?.order_count ?? 0,
  }
}

function negated(totals: { earnedPoints: number; spendMinor: number; orderCount: number }) {
  return {
    earnedPoints: -totals.earnedPoints,
    spendMinor: -totals.spendMinor,
    orderCount: -totals.orderCount,
  }
}
