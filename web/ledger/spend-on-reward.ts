import type { Database } from "#web/db/database.ts"

export type Spending = {
  brandId: number
  shopId: number
  memberId: string
  rewardId: string
  revision: number
  points: number
  amountMinor: number
  currency: string
  idempotencyKey: string
  redemptionId: string
  at: Date
}

export type Spent = {
  ok: true
  isNew: boolean
  redemptionId: string
  status: "reserved" | "issued" | "used" | "returned" | "failed"
  codeSealed: Buffer | null
  balance: number
  points: number
  amountMinor: number
  createdAt: Date
}

export type SpendRefusal = "key-reused" | "not-enough-points" | "unknown-reward"

type Row = {
  outcome: "done" | "repeat" | SpendRefusal
  redemption_id: string
  status: Spent["status"]
  code_sealed: Buffer | null
  balance: string
  points: string
  amount_minor: string
  created_at: Date
}

/**
 * Takes points for a reward, with a code from the pool where there is one, and writes the redemption: one statement,
 * all or nothing, only `where balance >= points`. A repeat of the key answers what the first one got.
 */
export async function spendOnReward(
  db: Pick<Database, "app">,
  spending: Spending,
): Promise<Spent | { ok: false; reason: SpendRefusal }> {
  const row = await callOnce(db, spending)
  if (row.outcome !== "done" && row.outcome !== "repeat") return { ok: false, reason: row.outcome }
  return {
    ok: true,
    isNew: row.outcome === "done",
    redemptionId: row.redemption_id,
    status: row.status,
    codeSealed: row.code_sealed,
    balance: Number(row.balance),
    points: Number(row.points),
    amountMinor: Number(row.amount_minor),
    createdAt: row.created_at,
  }
}

/** Two requests with one key at the same instant: the second runs into the unique key and reads what the first got. */
async function callOnce(db: Pick<Database, "app">, spending: Spending): Promise<Row> {
  try {
    return await call(db, spending)
  } catch (error) {
    if ((error as { code?: string }).code !== "23505") throw error
    return await call(db, spending)
  }
}

async function call(db: Pick<Database, "app">, spending: Spending): Promise<Row> {
  const { rows } = await db.app.query<Row>({
    name: "ledger-spend-on-reward",
    text: `select outcome, redemption_id, status, code_sealed, balance, points, amount_minor, created_at
      from redeem_reward($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [
      spending.brandId,
      spending.memberId,
      spending.shopId,
      spending.rewardId,
      spending.revision,
      spending.points,
      spending.amountMinor,
      spending.currency,
      spending.idempotencyKey,
      spending.redemptionId,
      spending.at,
    ],
  })
  return rows[0]!
}
