import { claimableSince } from "#web/core/members/claimable-since.ts"
import { type RewardSettings, rewardSettings } from "#web/core/rewards/reward.ts"
import type { Database } from "#web/db/database.ts"

export type ShopperEntry = {
  id: string
  points: number
  reason: { code: string; params: { order?: string; note?: string; reward?: string } }
  occurredAt: string
  expiresAt: string | null
}

export type ShopperRedemption = {
  id: string
  reward: RewardSettings
  status: "reserved" | "issued" | "used" | "returned" | "failed"
  codeSealed: Buffer | null
  points: number
  amountMinor: number
  currency: string
  createdAt: string
}

export type ShopperDetails = {
  /** Points that wait under the member's email from orders as a guest. */
  waitingPoints: number
  history: ShopperEntry[]
  redemptions: ShopperRedemption[]
}

const most = 20

/** What a shopper sees beside the balance: the newest entries with their reasons, and their codes, unused first. */
export async function readShopperDetails(
  db: Pick<Database, "app">,
  brandId: number,
  memberId: string,
  now: Date,
): Promise<ShopperDetails> {
  const { rows } = await db.app.query<DetailsRow>({
    name: "ledger-read-shopper-details",
    text: "select waiting_points, history, redemptions from read_shopper_details($1, $2, $3, $4)",
    values: [brandId, memberId, most, claimableSince(now)],
  })
  const { waiting_points, history, redemptions } = rows[0]!
  const rewards = new Map(
    redemptions.map((row) => [
      revisionOf(row.reward_id, row.revision),
      rewardSettings.parse(row.settings),
    ]),
  )
  return {
    waitingPoints: Number(waiting_points),
    history: history.map((row) => entryOf(row, rewards)),
    redemptions: redemptions.map((row) => ({
      id: row.redemption_id,
      reward: rewards.get(revisionOf(row.reward_id, row.revision))!,
      status: row.status,
      codeSealed: row.code_sealed ? Buffer.from(row.code_sealed, "base64") : null,
      points: row.points,
      amountMinor: row.amount_minor,
      currency: row.currency,
      createdAt: row.created_at,
    })),
  }
}

type EntryRow = {
  source: string
  shop_id: number
  source_id: string
  revision: number
  kind: string
  points: number
  note: string
  occurred_at: string
  expires_at: string | null
  order_name: string | null
  reward_id: string | null
  reward_revision: number | null
}

type RedemptionRow = {
  redemption_id: string
  reward_id: string
  revision: number
  status: ShopperRedemption["status"]
  code_sealed: string | null
  points: number
  amount_minor: number
  currency: string
  created_at: string
  settings: unknown
}

type DetailsRow = { waiting_points: string; history: EntryRow[]; redemptions: RedemptionRow[] }

function entryOf(row: EntryRow, rewards: ReadonlyMap<string, RewardSettings>): ShopperEntry {
  const reward = rewards.get(revisionOf(row.reward_id, row.reward_revision))?.name
  return {
    id: `${row.source}-${row.shop_id}-${row.source_id}-${row.revision}`,
    points: row.points,
    reason: {
      code: row.kind,
      params: {
        ...(row.order_name ? { order: row.order_name } : {}),
        ...(row.note ? { note: row.note } : {}),
        ...(reward ? { reward } : {}),
      },
    },
    occurredAt: row.occurred_at,
    expiresAt: row.points > 0 ? row.expires_at : null,
  }
}

/** A reward's name and terms are those of its revision. */
function revisionOf(rewardId: string | null, revision: number | null): string {
  return `${rewardId} ${revision}`
}
