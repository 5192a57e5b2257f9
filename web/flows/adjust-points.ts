import { createHash } from "node:crypto"
import { z } from "zod"
import { expiryOf } from "#web/core/points-life.ts"
import { writeAudit } from "#web/db/audit-log.ts"
import type { Tx } from "#web/db/database.ts"
import { readLiveSettings } from "#web/db/program-draft.ts"
import { findMember } from "#web/ledger/find-members.ts"
import { lockBalance } from "#web/ledger/lock-balance.ts"
import { post } from "#web/ledger/post.ts"
import { readAdjustment } from "#web/ledger/read-adjustment.ts"
import type { Staff, StaffDeps } from "./edit-program.ts"
import { type Refusal, refusalsOf, refuse } from "./refusal.ts"

const adjustment = z.strictObject({
  memberId: z.string(),
  points: z
    .int()
    .min(-10_000_000)
    .max(10_000_000)
    .refine((points) => points !== 0, { error: "zero" }),
  /** Why, in the staff's words; the member reads it in their history. */
  note: z.string().trim().min(1).max(200),
  idempotencyKey: z.string().min(8).max(128),
})

export type Adjustment = z.infer<typeof adjustment>

export type Adjusted = { ok: true } | { ok: false; refusals: Refusal[] }

/**
 * Gives a member points, or takes some, with a reason. Never takes more than the member has. Repeating the idempotency
 * key changes nothing; the same key for something else is refused. Points given live as long as earned ones.
 */
export async function adjustPoints(
  deps: StaffDeps,
  staff: Staff & { shop: { timeZone: string } },
  request: Adjustment,
): Promise<Adjusted> {
  const parsed = adjustment.safeParse(request)
  if (!parsed.success) return { ok: false, refusals: refusalsOf(parsed.error) }
  return deps.db.withBrand(staff.brandId, async (tx): Promise<Adjusted> => {
    const sourceId = numberOf(staff.brandId, parsed.data.idempotencyKey)
    const refused = await refusal(tx, staff.brandId, parsed.data, sourceId)
    if (refused === "repeat") return { ok: true }
    if (refused) return { ok: false, refusals: refused }
    await write(tx, staff, parsed.data, sourceId, deps.now())
    return { ok: true }
  })
}

async function refusal(
  tx: Tx,
  brandId: number,
  { memberId, points, note }: Adjustment,
  sourceId: string,
): Promise<Refusal[] | "repeat" | null> {
  const member = await findMember(tx, brandId, memberId)
  if (!member || member.erasedAt) return refuse("unknown-member")
  const balance = await lockBalance(tx, brandId, memberId)
  const earlier = await readAdjustment(tx, brandId, sourceId)
  if (earlier) {
    const same = earlier.memberId === memberId && earlier.points === points && earlier.note === note
    return same ? "repeat" : refuse("key-used-differently")
  }
  if (points < 0 && balance + points < 0) {
    return [{ code: "not-enough-points", field: "points", limit: Math.max(0, balance) }]
  }
  return null
}

async function write(
  tx: Tx,
  staff: Staff & { shop: { timeZone: string } },
  { memberId, points, note }: Adjustment,
  sourceId: string,
  now: Date,
): Promise<void> {
  const settings = await readLiveSettings(tx, staff.brandId)
  const entry = {
    brandId: staff.brandId,
    memberId,
    source: "adjustment" as const,
    shopId: 0,
    sourceId,
    revision: 1,
    points,
    kind: "adjusted",
    occurredAt: now,
    expiresAt:
      points > 0 ? expiryOf(now, settings?.points.lifeMonths ?? null, staff.shop.timeZone) : null,
    note,
  }
  const { posted } = await post(tx, [entry], [], now)
  if (!posted) return // the same request, a moment earlier
  const { brandId, actor } = staff
  const details = { points, note }
  const action = "points-adjusted"
  await writeAudit(tx, { brandId, actor, action, subject: `member ${memberId}`, details }, now)
}

/** The entry's number, from the key alone: a repeat meets the entry that is there. */
function numberOf(brandId: number, idempotencyKey: string): string {
  const digest = createHash("sha256").update(`adjustment ${brandId} ${idempotencyKey}`).digest()
  return String((digest.readBigUInt64BE() >> 1n) | 1n)
}
