import { randomInt } from "node:crypto"
import type { MemberTotals } from "#web/core/facts.ts"
import { claimableSince } from "#web/core/members/claimable-since.ts"
import { totalsOf } from "#web/core/orders/settled-order.ts"
import type { Shop } from "#web/core/shop.ts"
import { countTry, openClaim, repointGuestOrders, saveClaimCode } from "#web/db/claims.ts"
import type { Database } from "#web/db/database.ts"
import type { Seal } from "#web/db/seal.ts"
import { readWaiting } from "#web/ledger/read-waiting.ts"
import { transferPoints } from "#web/ledger/transfer-points.ts"

export type ClaimDeps = {
  db: Database
  seal: Seal
  /** Sends the one-time code; null: this installation sends no mail. */
  mail: { sendClaimCode: (to: string, code: string, locale: string) => Promise<void> } | null
  now: () => Date
}

const codeLifeMs = 15 * 60_000
const mostTries = 5

/**
 * Mails a one-time code to the member's own email, under which points wait from orders as a guest. Only who reads that
 * mailbox gets them: that a platform calls an address verified is no proof (E1).
 */
export async function sendClaimCode(
  deps: ClaimDeps,
  shop: Shop,
  memberId: string,
): Promise<{ ok: true } | { ok: false; reason: "nothing-waits" | "mail-off" | "too-many-tries" }> {
  const { brandId } = shop
  const now = deps.now()
  const since = claimableSince(now)
  const waiting = await deps.db.withBrand(brandId, (tx) =>
    readWaiting(tx, brandId, memberId, since),
  )
  if (!waiting || waiting.points <= 0) return { ok: false, reason: "nothing-waits" }
  if (!deps.mail) return { ok: false, reason: "mail-off" }
  const code = String(randomInt(0, 100_000_000)).padStart(8, "0")
  const saved = await deps.db.withBrand(brandId, (tx) =>
    saveClaimCode(tx, {
      brandId,
      memberId,
      guestMemberId: waiting.guestMemberId,
      digest: deps.seal.digest(`${memberId} ${code}`),
      expiresAt: new Date(now.getTime() + codeLifeMs),
      now,
    }),
  )
  if (!saved) return { ok: false, reason: "too-many-tries" }
  await deps.mail.sendClaimCode(waiting.email, code, shop.locale)
  return { ok: true }
}

/**
 * Moves the waiting points to the member who proves with the code that the mailbox is theirs, lot by lot with their
 * dates. Orders placed as that guest are the member's from then on, so that a refund takes back from the right balance.
 */
export async function confirmClaim(
  deps: ClaimDeps,
  { brandId }: Shop,
  memberId: string,
  code: string,
): Promise<
  | { ok: true; claimedPoints: number; balance: number }
  | { ok: false; reason: "wrong-code" | "too-many-tries" }
> {
  const digest = deps.seal.digest(`${memberId} ${code}`)
  // Counted in a transaction of its own: a wrong code counts whatever happens next.
  const tries = await deps.db.withBrand(brandId, (tx) => countTry(tx, brandId, memberId))
  if (tries > mostTries) return { ok: false, reason: "too-many-tries" }
  return deps.db.withBrand(brandId, async (tx) => {
    const now = deps.now()
    const claim = await openClaim(tx, { brandId, memberId, digest, now })
    if (!claim) return { ok: false, reason: "wrong-code" }
    const since = claimableSince(now)
    const { guestMemberId } = claim
    const move = { brandId, from: guestMemberId, to: memberId, since }
    const totals = (await repointGuestOrders(tx, move)).map(totalsOf).reduce(addTotals, noTotals)
    const moved = await transferPoints(tx, {
      brandId,
      fromMemberId: guestMemberId,
      toMemberId: memberId,
      since,
      totals,
      now,
    })
    return { ok: true, claimedPoints: moved.points, balance: moved.balance }
  })
}

const noTotals: MemberTotals = { earnedPoints: 0, spendMinor: 0, orderCount: 0 }

function addTotals(a: MemberTotals, b: MemberTotals): MemberTotals {
  return {
    earnedPoints: a.earnedPoints + b.earnedPoints,
    spendMinor: a.spendMinor + b.spendMinor,
    orderCount: a.orderCount + b.orderCount,
  }
}
