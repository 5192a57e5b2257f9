import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query"
import type { Editable } from "#web/admin/editable.ts"
import type { ProgramSettings } from "#web/core/program.ts"
import {
  discardMutation,
  type Program,
  type ProgramPayload,
  programQuery,
  publishMutation,
  type ShopFacts,
  saveDraftMutation,
} from "./program.ts"
import { type Refusal, request } from "./request.ts"

type ProgramData = { shop: ShopFacts; program: Program }

const key = ["program", "page"]

/** The programme: what is live, the draft, and how they differ. */
export function useProgram(): ProgramData {
  const { data } = useSuspenseQuery({
    queryKey: key,
    queryFn: () => request<ProgramData>(programQuery),
  })
  return data
}

/** The changes that can be made to it; each resolves to what was refused, and an empty list means done. */
export function useProgramChanges() {
  const queries = useQueryClient()

  async function change(mutation: string, variables: object): Promise<Refusal[]> {
    const { changed } = await request<{ changed: ProgramPayload }>(mutation, variables)
    const { program, refusals } = changed
    if (program) {
      queries.setQueryData<ProgramData>(key, (data) => data && { ...data, program })
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] !== "page" })
    }
    return refusals
  }

  return {
    save: (revision: number, settings: Editable<ProgramSettings>) =>
      change(saveDraftMutation, { revision, settings }),
    publish: (revision: number) => change(publishMutation, { revision }),
    discard: (revision: number) => change(discardMutation, { revision }),
  }
}
