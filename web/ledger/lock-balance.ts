import type { Points } from "#web/core/points.ts"
import type { Tx } from "#web/db/database.ts"

/** A member's balance, which cannot change until the transaction ends; 0 when they never had points. */
export async function lockBalance(tx: Tx, brandId: number, memberId: string): Promise<Points> {
  const { rows } = await tx.query<{ balance: string }>({
    name: "ledger-lock-balance",
    text: "select balance from balances where brand_id = $1 and member_id = $2 for update",
    values: [brandId, memberId],
  })
  return Number(rows[0]?.balance ?? 0)
}
