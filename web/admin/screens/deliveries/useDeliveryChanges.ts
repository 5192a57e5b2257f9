import { useMutation, useQueryClient } from "@tanstack/react-query"
import { dismissMutation, replayMutation } from "#web/admin/api/deliveries.ts"
import { type Refusal, request } from "#web/admin/api/request.ts"
import { notify } from "#web/admin/app-bridge.ts"
import { useWords } from "#web/admin/words/useWords.ts"

/** Another try for a delivery, or off the list with it. */
export function useDeliveryChanges(id: string) {
  const { t } = useWords()
  const queries = useQueryClient()

  async function change(mutation: string): Promise<Refusal[]> {
    const { changed } = await request<{ changed: { refusals: Refusal[] } }>(mutation, { id })
    return changed.refusals
  }

  const done = (said: string) => async (refusals: Refusal[]) => {
    if (refusals.length) return
    notify(t(said))
    await queries.invalidateQueries()
  }

  return {
    replay: useMutation({
      mutationFn: () => change(replayMutation),
      onSuccess: done("deliveries.replayed"),
    }),
    dismiss: useMutation({
      mutationFn: () => change(dismissMutation),
      onSuccess: done("deliveries.dismissed"),
    }),
  }
}
