import {
  decodeLines,
  type NoPointsReason,
  type SettledOrder,
} from "#web/core/orders/settled-order.ts"
import type { Tx } from "./database.ts"

/** Keeps one open code for a member. False: one was sent less than a minute ago. */
export async function saveClaimCode(
  tx: Tx,
  claim: {
    brandId: number
    memberId: string
    guestMemberId: string
    digest: Buffer
    expiresAt: Date
    now: Date
  },
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: "claims-save",
    text: `insert into claim_codes as c (brand_id, member_id, guest_member_id, code_digest, expires_at, sent_at)
      values ($1, $2, $3, $4, $5, $6)
      on conflict (brand_id, member_id) do update set guest_member_id = $3, code_digest = $4, expires_at = $5,
        sent_at = $6, attempts = 0
      where c.sent_at < $6::timestamptz - interval '1 minute'`,
    values: [
      claim.brandId,
      claim.memberId,
      claim.guestMemberId,
      claim.digest,
      claim.expiresAt,
      claim.now,
    ],
  })
  return rowCount === 1
}

/** Counts one try of the open code; how many there were. */
export async function countTry(tx: Tx, brandId: number, memberId: string): Promise<number> {
  const { rows } = await tx.query<{ attempts: number }>({
    name: "claims-count-try",
    text: `update claim_codes set attempts = attempts + 1 where brand_id = $1 and member_id = $2
      returning attempts`,
    values: [brandId, memberId],
  })
  return rows[0]?.attempts ?? 0
}

/** Takes the open code if it is the right one and not too old. */
export async function openClaim(
  tx: Tx,
  claim: { brandId: number; memberId: string; digest: Buffer; now: Date },
): Promise<{ guestMemberId: string } | null> {
  const { rows } = await tx.query<{ guestMemberId: string }>({
    name: "claims-open",
    text: `delete from claim_codes
      where brand_id = $1 and member_id = $2 and code_digest = $3 and expires_at > $4
      returning guest_member_id as "guestMemberId"`,
    values: [claim.brandId, claim.memberId, claim.digest, claim.now],
  })
  return rows[0] ?? null
}

export type MovedOrder = Pick<SettledOrder, "lines" | "points" | "reason">

/**
 * The guest's email and orders are the member's from now on: a refund takes back from the right balance, and the next
 * order as a guest needs no new proof of the same mailbox. Orders whose points waited too long stay behind with them.
 * Orders are locked first, as settling does; whoever settles a new one of the guest's holds the email until it is
 * written, so none is left out. Returns the orders that moved.
 */
export async function repointGuestOrders(
  tx: Tx,
  move: { brandId: number; from: string; to: string; since: Date },
): Promise<MovedOrder[]> {
  const { brandId, from, to, since } = move
  await tx.query({
    name: "claims-lock-orders",
    text: `select from orders where brand_id = $1 and member_id = $2 order by shop_id, order_id for update`,
    values: [brandId, from],
  })
  await tx.query({
    name: "claims-repoint-identities",
    text: "update member_identities set member_id = $3 where brand_id = $1 and member_id = $2",
    values: [brandId, from, to],
  })
  const { rows } = await tx.query<{ points: string; lines: string; reason: string }>({
    name: "claims-repoint-orders",
    text: `update orders set member_id = $3
      where brand_id = $1 and member_id = $2 and (placed_at > $4 or points = 0)
      returning points, lines, reason`,
    values: [brandId, from, to, since],
  })
  return rows.map(({ points, lines, reason }) => ({
    points: Number(points),
    lines: decodeLines(lines),
    reason: (reason || null) as NoPointsReason | null,
  }))
}
