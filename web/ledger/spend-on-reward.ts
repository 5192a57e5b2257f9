import type { Database } from "#web/db/database.ts"
import { groupCommit } from "#web/db/group-commit.ts"
import { isOutage } from "#web/db/is-outage.ts"

/** A shopper's wish for a reward, as its live revision is priced in the shop's currency. */
export type Spending = {
  brandId: number
  shopId: number
  customerId: string
  rewardId: string
  revision: number
  points: number
  amountMinor: number
  currency: string
  idempotencyKey: string
  redemptionId: string
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

/** "unknown-shopper": the customer is not a member yet. */
export type SpendOnReward = (
  spending: Spending,
) => Promise<Spent | { ok: false; reason: SpendRefusal | "unknown-shopper" }>

/**
 * Takes points for a reward, with a code from the pool where there is one, and writes the redemption: all or nothing,
 * only where the balance suffices. A repeat of the key answers what the first one got. Shoppers who wait while others
 * are written are written together by the next statement, which never waits for anybody: whose member another
 * transaction holds, and everybody of a statement that failed, is written alone. `onFailure` hears of such a statement.
 * Made once for each process.
 */
export function rewardSpender(deps: SpenderDeps): SpendOnReward {
  // One statement at a time: a second one beside it would find half as many waiting, and each costs 0.5 ms of its own.
  const together = groupCommit((batch: Spending[]) => writeTogether(deps, batch), {
    mostAtOnce: 128,
    mostWaiting: 4_000,
    writers: 1,
  })
  // Some may wait for a held member until the database's time limit: connections must be left for the others.
  const alone = groupCommit((one: Spending[]) => write(deps, one, { patient: true }), {
    mostAtOnce: 1,
    mostWaiting: 1_000,
    writers: 4,
  })
  return async (spending) => {
    const row = decided(await together(spending)) ?? decided(await alone(spending))
    if (!row) throw new Error("a redemption that was written alone is undecided")
    if (row.outcome !== "done" && row.outcome !== "repeat")
      return { ok: false, reason: row.outcome }
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
}

export type SpenderDeps = {
  db: Pick<Database, "app">
  now: () => Date
  onFailure: (error: unknown) => void
}

type Row = {
  ordinal: number
  outcome: "done" | "repeat" | "undecided" | "unknown-shopper" | SpendRefusal
  redemption_id: string
  status: Spent["status"]
  code_sealed: Buffer | null
  balance: string
  points: string
  amount_minor: string
  created_at: Date
}

type Decided = Row & { outcome: Exclude<Row["outcome"], "undecided"> }

const decided = (row: Row | null) => (row && row.outcome !== "undecided" ? (row as Decided) : null)

/** Null: the statement failed, maybe through one of the others; nothing is written. */
async function writeTogether(
  deps: SpenderDeps,
  batch: readonly Spending[],
): Promise<(Row | null)[]> {
  try {
    return await write(deps, batch, { patient: false })
  } catch (error) {
    if (isOutage(error)) throw error
    if (batch.length > 1) deps.onFailure(error)
    return batch.map(() => null)
  }
}

async function write(
  { db, now }: SpenderDeps,
  batch: readonly Spending[],
  { patient }: { patient: boolean },
): Promise<Row[]> {
  const { rows } = await db.app.query<Row>({
    name: "ledger-redeem-rewards",
    text: "select * from redeem_rewards($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    values: [...columns(batch), now(), patient],
  })
  const inOrder: Row[] = new Array(batch.length)
  for (const row of rows) inOrder[row.ordinal - 1] = row
  return inOrder
}

function columns(batch: readonly Spending[]): unknown[] {
  return [
    batch.map((one) => one.brandId),
    batch.map((one) => one.shopId),
    batch.map((one) => one.customerId),
    batch.map((one) => one.rewardId),
    batch.map((one) => one.revision),
    batch.map((one) => one.points),
    batch.map((one) => one.amountMinor),
    batch.map((one) => one.currency),
    batch.map((one) => one.idempotencyKey),
    batch.map((one) => one.redemptionId),
  ]
}
