import type { MemberTotals } from "#web/core/facts.ts"
import type { Database } from "#web/db/database.ts"
import { groupCommit } from "#web/db/group-commit.ts"

export type Shopper = { brandId: number; shopId: number; customerId: string }

/** A shopper who is a member. `balance` below zero is a debt. */
export type ShopperBalance = { memberId: string; balance: number; totals: MemberTotals }

/**
 * Reads balances, always fresh: shoppers who wait while a read is under way are read together by the next one, in one
 * round trip, each brand under its own row-level security. Null: not a member.
 */
export function shopperReader(
  db: Pick<Database, "app">,
): (shopper: Shopper) => Promise<ShopperBalance | null> {
  return groupCommit((shoppers) => read(db, shoppers), {
    mostAtOnce: 256,
    mostWaiting: 10_000,
    writers: 3,
  })
}

type Row = {
  ordinal: number
  member_id: string
  balance: string
  earned_points: string
  spend_minor: string
  order_count: number
}

async function read(
  db: Pick<Database, "app">,
  shoppers: readonly Shopper[],
): Promise<(ShopperBalance | null)[]> {
  const { rows } = await db.app.query<Row>({
    name: "ledger-read-shoppers",
    text: "select * from read_shoppers($1, $2, $3)",
    values: [
      shoppers.map((shopper) => shopper.brandId),
      shoppers.map((shopper) => shopper.shopId),
      shoppers.map((shopper) => shopper.customerId),
    ],
  })
  const found = new Array<ShopperBalance | null>(shoppers.length).fill(null)
  for (const row of rows) {
    found[row.ordinal - 1] = {
      memberId: row.member_id,
      balance: Number(row.balance),
      totals: {
        earnedPoints: Number(row.earned_points),
        spendMinor: Number(row.spend_minor),
        orderCount: row.order_count,
      },
    }
  }
  return found
}
