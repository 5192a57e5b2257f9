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

type Row = [
  ordinal: string,
  memberId: string,
  balance: string | null,
  earnedPoints: string | null,
  spendMinor: string | null,
  orderCount: number | null,
]

async function readShoppers(
  reader: pg.Pool,
  shoppers: readonly Shopper[],
): Promise<(ShopperBalance | null)[]> {
  const { rows } = await reader.query<Row>(shoppersStatement(shoppers))
  const found = new Array<ShopperBalance | null>(shoppers.length).fill(null)
  for (const [ordinal, memberId, balance, earnedPoints, spendMinor, orderCount] of rows) {
    found[Number(ordinal) - 1] = {
      memberId,
      balance: Number(balance),
      totals: {
        earnedPoints: Number(earnedPoints),
        spendMinor: Number(spendMinor),
        orderCount: orderCount ?? 0,
      },
    }
  }
  return found
}

/**
 * One statement for shoppers of any brands; a row for each who is a member, whose place it bears, from 1. The role
 * sees every brand's balances: what keeps brands apart here is the brand in both conditions
 * (docs/decisions/009-balances-across-brands.md).
 */
export function shoppersStatement(shoppers: readonly Shopper[]): pg.QueryArrayConfig {
  return {
    name: "ledger-read-shoppers",
    text: `select s.ordinal, i.member_id, b.balance, b.earned_points, b.spend_minor, b.order_count
      from unnest($1::integer[], $2::integer[], $3::text[]) with ordinality
        as s (brand_id, shop_id, customer_id, ordinal)
      join member_identities i on i.brand_id = s.brand_id and i.kind = 'customer' and i.shop_id = s.shop_id
        and i.value = s.customer_id
      left join balances b on b.brand_id = s.brand_id and b.member_id = i.member_id`,
    rowMode: "array",
    values: [
      shoppers.map((shopper) => shopper.brandId),
      shoppers.map((shopper) => shopper.shopId),
      shoppers.map((shopper) => shopper.customerId),
    ],
  }
}
