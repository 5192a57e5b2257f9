import { type Placement, placeMember, type TierSettings } from "#web/core/tiers/place-member.ts"
import type { Database, Tx } from "#web/db/database.ts"
import { readLiveSettings } from "#web/db/program-draft.ts"
import {
  type FoundMember,
  findMember,
  findMembers,
  type MemberSearch,
} from "#web/ledger/find-members.ts"
import { type HistoryEntry, type HistoryPosition, readHistory } from "#web/ledger/read-history.ts"
import { type Lot, readLots } from "#web/ledger/read-lots.ts"
import { readOutstanding } from "#web/ledger/read-outstanding.ts"

export type { FoundMember, HistoryEntry, HistoryPosition, Lot, MemberSearch }

/** A member with where they stand in the live programme. */
export type PlacedMember = FoundMember & { placement: Placement }

/** The brand's members that match, newest first, with what they have and where they stand. */
export function searchMembers(
  db: Database,
  brandId: number,
  search: MemberSearch,
  page: { after: string | null; limit: number },
): Promise<PlacedMember[]> {
  return db.withBrand(brandId, async (tx) => {
    const tiers = await liveTiers(tx, brandId)
    return (await findMembers(tx, brandId, search, page)).map((member) => placed(member, tiers))
  })
}

/** One member; null when the brand has none by that id. */
export function showMember(
  db: Database,
  brandId: number,
  memberId: string,
): Promise<PlacedMember | null> {
  return db.withBrand(brandId, async (tx) => {
    const member = await findMember(tx, brandId, memberId)
    return member && placed(member, await liveTiers(tx, brandId))
  })
}

/** Every movement of a member's points with its reason (A12), newest first. */
export function explainPoints(
  db: Database,
  member: { brandId: number; memberId: string },
  page: { after: HistoryPosition | null; limit: number },
): Promise<HistoryEntry[]> {
  return db.withBrand(member.brandId, (tx) => readHistory(tx, member, page))
}

/** What a member's balance is made of, in the order in which it will be spent. */
export function showLots(
  db: Database,
  member: { brandId: number; memberId: string },
): Promise<Lot[]> {
  return db.withBrand(member.brandId, (tx) => readLots(tx, member))
}

export function pointsOutstanding(db: Database, brandId: number) {
  return db.withBrand(brandId, (tx) => readOutstanding(tx, brandId))
}

async function liveTiers(tx: Tx, brandId: number): Promise<readonly TierSettings[]> {
  return (await readLiveSettings(tx, brandId))?.tiers ?? []
}

function placed(member: FoundMember, tiers: readonly TierSettings[]): PlacedMember {
  return { ...member, placement: placeMember(tiers, member.totals) }
}
