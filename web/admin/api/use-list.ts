import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { useState } from "react"
import type { Page, ShopFormat } from "./page.ts"
import { request } from "./request.ts"

export type List<Row> = {
  /** Undefined while the first page is on its way. */
  rows: Row[] | undefined
  shop: ShopFormat | undefined
  loading: boolean
  error: Error | null
  retry: () => void
  pagination: {
    hasPrevious: boolean
    hasNext: boolean
    onPrevious: () => void
    onNext: () => void
  }
}

/** A list read page by page, by cursor; another filter starts again at the first page. */
export function useList<Row>(name: string, query: string, filter: object = {}): List<Row> {
  const of = JSON.stringify(filter)
  const [place, setPlace] = useState({ of, cursors: [] as string[] })
  const cursors = place.of === of ? place.cursors : []
  const after = cursors.at(-1) ?? null
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: [name, filter, after],
    queryFn: () =>
      request<Record<string, Page<Row>> & { shop: ShopFormat }>(query, { ...filter, after }),
    placeholderData: keepPreviousData,
  })
  const page = data?.[name]
  const go = (to: string[]) => setPlace({ of, cursors: to })
  return {
    rows: page?.nodes,
    shop: data?.shop,
    loading: isFetching,
    error,
    retry: () => void refetch(),
    pagination: {
      hasPrevious: cursors.length > 0,
      hasNext: !!page?.endCursor,
      onPrevious: () => go(cursors.slice(0, -1)),
      onNext: () => page?.endCursor && go([...cursors, page.endCursor]),
    },
  }
}
