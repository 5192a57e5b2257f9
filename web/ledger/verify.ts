import type { Tx } from "#web/db/database.ts"

/** One thing that does not add up: which rule is broken, where, what the books say and what they should. */
export type Difference = {
  rule: string
  brandId: number
  subject: string
  is: string
  should: string
}

/**
 * Proves the books of the database from the entries: every balance and every order's points are the sum of their
 * entries, lots add up to balances, each redemption took its points once and gave them back at most once, and no code
 * was given out twice. Run as the owner, who sees all brands. Returns what is off; nothing: all proved.
 */
export async function verifyBooks(tx: Tx): Promise<Difference[]> {
  const differences: Difference[] = []
  for (const [rule, text] of Object.entries(rules)) {
    const { rows } = await tx.query<Omit<Difference, "rule">>({ text: `${text} limit 100` })
    differences.push(...rows.map((row) => ({ rule, ...row })))
  }
  return differences
}

export async function countBooks(
  tx: Tx,
): Promise<{ members: number; entries: number; orders: number }> {
  const { rows } = await tx.query<{ members: string; entries: string; orders: string }>({
    text: `select (select count(*) from balances) as members, (select count(*) from entries) as entries,
      (select count(*) from orders) as orders`,
  })
  const { members, entries, orders } = rows[0]!
  return { members: Number(members), entries: Number(entries), orders: Number(orders) }
}

/** Of an order's lines as `encodeLines` writes them: 3 is the eligible amount, 4 the points. */
const sumOfLines = (field: 3 | 4) =>
  `(select coalesce(sum(split_part(line, '.', ${field})::bigint), 0) from string_to_table(lines, ';') as line)`

const rules: Record<string, string> = {
  "a balance is the sum of its entries": `
    select coalesce(e.brand_id, b.brand_id) as "brandId", 'member ' || coalesce(e.member_id, b.member_id) as subject,
      coalesce(b.balance, 0)::text as is, coalesce(e.points, 0)::text as should
    from (select brand_id, member_id, sum(points) as points from entries group by 1, 2) e
    full join balances b using (brand_id, member_id)
    where coalesce(b.balance, 0) <> coalesce(e.points, 0)`,

  "an order's points are the sum of its entries": `
    select coalesce(e.brand_id, o.brand_id) as "brandId", 'order ' || coalesce(e.source_id, o.order_id) as subject,
      coalesce(o.points, 0)::text as is, coalesce(e.points, 0)::text as should
    from (select brand_id, shop_id, source_id, sum(points) as points from entries where source = 'order'
      group by 1, 2, 3) e
    full join orders o on o.brand_id = e.brand_id and o.shop_id = e.shop_id and o.order_id = e.source_id
    where coalesce(o.points, 0) <> coalesce(e.points, 0)`,

  "an order's points are those of its lines": `
    select brand_id as "brandId", 'order ' || order_id as subject, points::text as is,
      ${sumOfLines(4)}::text as should
    from orders
    where points <> ${sumOfLines(4)}`,

  "an order has as many entries as revisions": `
    select o.brand_id as "brandId", 'order ' || o.order_id as subject, o.revision::text as is,
      count(e.revision)::text as should
    from orders o left join entries e on e.brand_id = o.brand_id and e.source = 'order' and e.shop_id = o.shop_id
      and e.source_id = o.order_id
    group by o.brand_id, o.shop_id, o.order_id, o.revision
    having o.revision <> count(e.revision)`,

  "a member's totals are those of their orders": `
    select b.brand_id as "brandId", 'member ' || b.member_id as subject, b.earned_points::text as is,
      coalesce(o.points, 0)::text as should
    from balances b left join (select brand_id, member_id, sum(points) as points from orders group by 1, 2) o
      using (brand_id, member_id)
    where b.earned_points <> coalesce(o.points, 0)`,

  "what a member spent, and in how many orders, is what their orders count for": `
    select b.brand_id as "brandId", 'member ' || b.member_id as subject, b.spend_minor || ' in ' || b.order_count as is,
      coalesce(o.spend, 0) || ' in ' || coalesce(o.orders, 0) as should
    from balances b left join (
      select brand_id, member_id, sum(spend) as spend, count(*) filter (where spend > 0) as orders
      from (select brand_id, member_id, ${sumOfLines(3)} as spend
        from orders where reason in ('', 'too-small', 'nothing-that-counts', 'no-rate-for-currency')) counted
      group by 1, 2) o using (brand_id, member_id)
    where (b.spend_minor, b.order_count) is distinct from (coalesce(o.spend, 0), coalesce(o.orders, 0))`,

  "what is left of a member's lots is their balance": `
    select b.brand_id as "brandId", 'member ' || b.member_id as subject, coalesce(sum(l.remaining), 0)::text as is,
      greatest(b.balance, 0)::text as should
    from balances b left join lots l using (brand_id, member_id)
    group by b.brand_id, b.member_id, b.balance
    having coalesce(sum(l.remaining), 0) <> greatest(b.balance, 0)`,

  "a redemption took its points once, and gave them back only when it failed or was returned": `
    select r.brand_id as "brandId", 'redemption ' || r.redemption_id as subject, coalesce(sum(e.points), 0)::text as is,
      (case when r.status in ('returned', 'failed') then 0 else -r.points end)::text as should
    from redemptions r left join entries e on e.brand_id = r.brand_id and e.source = 'redemption'
      and e.source_id = r.redemption_no
    group by r.brand_id, r.redemption_id, r.status, r.points
    having coalesce(sum(e.points), 0) <> case when r.status in ('returned', 'failed') then 0 else -r.points end`,

  "points leave for a redemption only": `
    select e.brand_id as "brandId", 'entry of redemption ' || e.source_id as subject, 'no redemption' as is,
      'a redemption' as should
    from entries e left join redemptions r on r.brand_id = e.brand_id and r.redemption_no = e.source_id
    where e.source = 'redemption' and r.redemption_id is null`,

  "a code that was given out is in no pool": `
    select r.brand_id as "brandId", 'redemption ' || r.redemption_id as subject, 'in a pool' as is,
      'in no pool' as should
    from redemptions r join pool_codes p on p.brand_id = r.brand_id and p.shop_id = r.shop_id
      and p.code_digest = r.code_digest`,

  "what was claimed from a guest came to a member": `
    select brand_id as "brandId", 'claim of order ' || source_id as subject, sum(points)::text as is, '0' as should
    from entries where source = 'claim'
    group by brand_id, shop_id, source_id
    having sum(points) <> 0`,
}
