import {
  useInfiniteQuery,
  useMutation,
  useQueryClient,
  useSuspenseQuery,
} from "@tanstack/react-query"
import { type AdjustPayload, adjustMutation, type MemberDetails, memberQuery } from "./members.ts"
import type { Page, ShopFormat } from "./page.ts"
import { type Refusal, request } from "./request.ts"

type MemberData = { shop: ShopFormat; member: MemberDetails | null }

/** One member with everything about them; null when there is none by that id. */
export function useMember(id: string): MemberData {
  const { data } = useSuspenseQuery({
    queryKey: ["member", id],
    queryFn: () => request<MemberData>(memberQuery, { id }),
  })
  return data
}

/** A member's list, whose first page came with the member; more is read on demand. */
export function useMore<Row>(id: string, name: string, query: string, firstPage: Page<Row>) {
  const { data, fetchNextPage, isFetchingNextPage, error } = useInfiniteQuery({
    queryKey: ["member", id, name, firstPage],
    queryFn: async ({ pageParam }): Promise<Page<Row>> => {
      const answer = await request<{ member: { page: Page<Row> } | null }>(query, {
        id,
        after: pageParam,
      })
      return answer.member?.page ?? { nodes: [], endCursor: null }
    },
    initialPageParam: firstPage.endCursor,
    getNextPageParam: (page) => page.endCursor,
    initialData: { pages: [firstPage], pageParams: [null] },
    staleTime: Number.POSITIVE_INFINITY,
  })
  return {
    rows: data.pages.flatMap((page) => page.nodes),
    hasMore: !!data.pages.at(-1)?.endCursor,
    more: () => void fetchNextPage(),
    loading: isFetchingNextPage,
    error,
  }
}

export type AdjustmentFields = { points: number; note: string; idempotencyKey: string }

/** Gives or takes points; resolves to what was refused. */
export function useAdjustPoints(memberId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (fields: AdjustmentFields): Promise<Refusal[]> => {
      const { changed } = await request<{ changed: AdjustPayload }>(adjustMutation, {
        memberId,
        ...fields,
      })
      if (!changed.refusals.length) await queries.invalidateQueries()
      return changed.refusals
    },
  })
}
