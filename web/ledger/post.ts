import type { MemberTotals } from "#web/core/facts.ts"
import type { Points } from "#web/core/points.ts"
import { instantArray, plainArray } from "#web/db/array-literal.ts"
import type { Tx } from "#web/db/database.ts"

export type EntrySource = "order" | "redemption" | "adjustment" | "claim" | "debt"

/** One movement of points. `(source, shopId, sourceId, revision)` is its key within the brand. */
export type NewEntry = {
  brandId: number
  memberId: string
  source: EntrySource
  /** 0 where no shop is concerned. */
  shopId: number
  /** The order's, redemption's or other source's number, as text: platform ids pass 2^53. */
  sourceId: string
  revision: number
  points: Points
  kind: string
  occurredAt: Date
  /** When the lot that this entry belongs to expires; null: never. */
  expiresAt: Date | null
  note?: string
}

/** How a member's totals change with the entries: what tiers count, by orders only. */
export type TotalsChange = { brandId: number; memberId: string } & MemberTotals

/** A balance that stands below zero after posting: points taken back that had been spent. */
export type Debt = { brandId: number; memberId: string; points: Points }

/**
 * Posts entries and moves the balances by exactly what was new: an entry whose key is there already changes nothing.
 * Balances change by delta, and rows are locked in one stable order, so that batches cannot deadlock.
 * Returns how many entries were new, and who stands in debt. `totals` are applied as given: the caller holds the lock
 * on the order that they come from. The only writer of points.
 */
export async function post(
  tx: Tx,
  entries: readonly NewEntry[],
  totals: readonly TotalsChange[],
  now: Date,
): Promise<{ posted: number; debts: Debt[] }> {
  const { rows } = await tx.query<{ posted: number; debts: DebtRow[] | null }>({
    name: "ledger-post",
    text: postSql,
    values: [...entryColumns(entries), now, ...totalsColumns(totals)],
  })
  const { posted, debts } = rows[0]!
  return {
    posted,
    debts: (debts ?? []).map(([brandId, memberId, balance]) => ({
      brandId,
      memberId,
      points: -balance,
    })),
  }
}

type DebtRow = [brandId: number, memberId: string, balance: number]

const postSql = `
  with posted as (
    insert into entries (brand_id, shop_id, source_id, member_id, points, expires_at, occurred_at, created_at,
      source, kind, revision, note)
    select e.brand_id, e.shop_id, e.source_id, e.member_id, e.points, coalesce(e.expires_at, 'infinity'), e.occurred_at,
      $12, e.source, e.kind, e.revision, e.note
    from unnest($1::int[], $2::int[], $3::bigint[], $4::bigint[], $5::bigint[], $6::timestamptz[], $7::timestamptz[],
      $8::entry_source[], $9::entry_kind[], $10::int[], $11::text[])
      as e (brand_id, shop_id, source_id, member_id, points, expires_at, occurred_at, source, kind, revision, note)
    on conflict do nothing
    returning brand_id, member_id, points
  ), moved as (
    insert into balances as b (brand_id, member_id, balance, earned_points, spend_minor, order_count)
    select brand_id, member_id, sum(points), sum(earned), sum(spend), sum(orders)
    from (
      select brand_id, member_id, points, 0::bigint as earned, 0::bigint as spend, 0 as orders from posted
      union all
      select t.brand_id, t.member_id, 0, t.earned, t.spend, t.orders
      from unnest($13::int[], $14::bigint[], $15::bigint[], $16::bigint[], $17::int[])
        as t (brand_id, member_id, earned, spend, orders)
    ) changes
    group by brand_id, member_id
    order by brand_id, member_id
    on conflict (brand_id, member_id) do update set
      balance = b.balance + excluded.balance,
      earned_points = b.earned_points + excluded.earned_points,
      spend_minor = b.spend_minor + excluded.spend_minor,
      order_count = b.order_count + excluded.order_count
    returning brand_id, member_id, balance
  )
  select (select count(*)::int from posted) as posted,
    (select jsonb_agg(jsonb_build_array(brand_id, member_id::text, balance)) from moved where balance < 0) as debts`

function entryColumns(entries: readonly NewEntry[]): unknown[] {
  return [
    plainArray(entries.map((entry) => entry.brandId)),
    plainArray(entries.map((entry) => entry.shopId)),
    plainArray(entries.map((entry) => entry.sourceId)),
    plainArray(entries.map((entry) => entry.memberId)),
    plainArray(entries.map((entry) => entry.points)),
    instantArray(entries.map((entry) => entry.expiresAt)),
    instantArray(entries.map((entry) => entry.occurredAt)),
    plainArray(entries.map((entry) => entry.source)),
    plainArray(entries.map((entry) => entry.kind)),
    plainArray(entries.map((entry) => entry.revision)),
    entries.map((entry) => entry.note ?? ""),
  ]
}

function totalsColumns(totals: readonly TotalsChange[]): unknown[] {
  return [
    plainArray(totals.map((change) => change.brandId)),
    plainArray(totals.map((change) => change.memberId)),
    plainArray(totals.map((change) => change.earnedPoints)),
    plainArray(totals.map((change) => change.spendMinor)),
    plainArray(totals.map((change) => change.orderCount)),
  ]
}
