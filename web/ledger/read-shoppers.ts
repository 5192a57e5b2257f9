import type pg from "pg"
import type { MemberTotals } from "#web/core/facts.ts"
import type { Database } from "#web/db/database.ts"
import { groupCommit } from "#web/db/group-commit.ts"

export type Shopper = { brandId: number; shopId: number; customerId: string }

/** A shopper who is a member. `balance` below zero is a debt. */
export type ShopperBalance = { memberId: string; balance: number; totals: MemberTotals }

/**
 * Reads balances, always fresh: shoppers who wait while a read is under way are read together by the next one, in one
 * round trip, under a role that sees balances and customer ids only. Null: not a member.
 */
export function shopperReader(
  db: Pick<Database, "reader">,
): (shopper: Shopper) => Promise<ShopperBalance | null> {
  return groupCommit((shoppers) => readShoppers(db.reader, shoppers), {
    mostAtOnce: 256,
    mostWaiting: 10_000,
    writers: 3,
    patienceMs: 20,
  })
}

async function readShoppers(
  reader: pg.Pool,
  shoppers: readonly Shopper[],
): Promise<(ShopperBalance | null)[]> {
  const { rows } = await reader.query<{ found: string | null }>(shoppersStatement(shoppers))
  const balances = new Array<ShopperBalance | null>(shoppers.length).fill(null)
  for (const one of rows[0]!.found?.split(",") ?? []) {
    const [ordinal, memberId, balance, earnedPoints, spendMinor, orderCount] = one.split(" ")
    balances[Number(ordinal) - 1] = {
      memberId: memberId!,
      balance: Number(balance),
      totals: {
        earnedPoints: Number(earnedPoints),
        spendMinor: Number(spendMinor),
        orderCount: Number(orderCount),
      },
    }
  }
  return balances
}

/**
 * One statement for shoppers of any brands. The role sees every brand's balances: what keeps brands apart here is the
 * brand in both conditions (docs/decisions/009-balances-across-brands.md). Lists go in, and what is found comes out, as
 * one text each: a row and six fields for each shopper take a tenth of all that an answer costs node.
 */
export function shoppersStatement(shoppers: readonly Shopper[]): pg.QueryConfig {
  return {
    name: "ledger-read-shoppers",
    text: `select string_agg(concat_ws(' ', s.ordinal, i.member_id, coalesce(b.balance, 0),
        coalesce(b.earned_points, 0), coalesce(b.spend_minor, 0), coalesce(b.order_count, 0)), ',') as found
      from unnest($1::integer[], $2::integer[], $3::text[]) with ordinality
        as s (brand_id, shop_id, customer_id, ordinal)
      join member_identities i on i.brand_id = s.brand_id and i.kind = 'customer' and i.shop_id = s.shop_id
        and i.value = s.customer_id
      left join balances b on b.brand_id = s.brand_id and b.member_id = i.member_id`,
    values: [
      listOf(shoppers.map((shopper) => shopper.brandId)),
      listOf(shoppers.map((shopper) => shopper.shopId)),
      listOf(shoppers.map((shopper) => quoted(shopper.customerId))),
    ],
  }
}

/** An array as PostgreSQL reads it. */
const listOf = (items: readonly (number | string)[]) => `{${items.join(",")}}`

function quoted(text: string): string {
  return /^\d+$/.test(text) ? text : `"${text.replace(/["\\]/g, "\\$&")}"`
}
