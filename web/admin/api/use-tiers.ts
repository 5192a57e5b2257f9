import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query"
import { type Refusal, request } from "./request.ts"
import {
  createTierMutation,
  deleteTierMutation,
  editTierMutation,
  reorderTiersMutation,
  type TierFields,
  type TierList,
  type TierPayload,
  tiersQuery,
} from "./tiers.ts"

/** The draft's tiers. */
export function useTiers(): TierList {
  const { data } = useSuspenseQuery({
    queryKey: ["program", "tiers"],
    queryFn: () => request<{ tiers: TierList }>(tiersQuery),
  })
  return data.tiers
}

/** The changes that can be made to tiers; each resolves to what was refused, and an empty list means done. */
export function useTierChanges() {
  const queries = useQueryClient()
  async function change(mutation: string, variables: object): Promise<Refusal[]> {
    const { changed } = await request<{ changed: TierPayload }>(mutation, variables)
    if (!changed.refusals.length) await queries.invalidateQueries({ queryKey: ["program"] })
    return changed.refusals
  }
  return {
    create: (revision: number, tier: TierFields) => change(createTierMutation, { revision, tier }),
    edit: (revision: number, id: string, tier: TierFields) =>
      change(editTierMutation, { revision, id, tier }),
    remove: (revision: number, id: string) => change(deleteTierMutation, { revision, id }),
    reorder: (revision: number, ids: string[]) => change(reorderTiersMutation, { revision, ids }),
  }
}
