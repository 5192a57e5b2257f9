import type { Refusal } from "./request.ts"

export type Thresholds = {
  earnedPoints: number | null
  spendMinor: number | null
  orderCount: number | null
}

export type TierFields = { name: string; match: "any" | "all"; thresholds: Thresholds }

export type Tier = TierFields & { id: string; status: "live" | "changed" | "new" }

/** The tiers of the draft; `removed` names those that publishing takes away. */
export type TierList = { revision: number; currency: string; removed: string[]; tiers: Tier[] }

export type TierPayload = { refusals: Refusal[] }

export const tiersQuery = `query Tiers {
  tiers {
    revision currency removed
    tiers { id name match status thresholds { earnedPoints spendMinor orderCount } }
  }
}`

export const createTierMutation = `mutation CreateTier($revision: Whole!, $tier: TierInput!) {
  changed: createTier(revision: $revision, tier: $tier) { refusals { code field limit } }
}`

export const editTierMutation = `mutation EditTier($revision: Whole!, $id: ID!, $tier: TierInput!) {
  changed: editTier(revision: $revision, id: $id, tier: $tier) { refusals { code field limit } }
}`

export const deleteTierMutation = `mutation DeleteTier($revision: Whole!, $id: ID!) {
  changed: deleteTier(revision: $revision, id: $id) { refusals { code field limit } }
}`

export const reorderTiersMutation = `mutation ReorderTiers($revision: Whole!, $ids: [ID!]!) {
  changed: reorderTiers(revision: $revision, ids: $ids) { refusals { code field limit } }
}`
