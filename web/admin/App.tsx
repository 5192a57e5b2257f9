import { AppProvider } from "@shopify/polaris"
import { QueryClient, QueryClientProvider } from "@tanstack/react-query"
import { Suspense, useMemo } from "react"
import type { RequestError } from "./api/request.ts"
import { NotFound } from "./components/NotFound.tsx"
import { PageSkeleton } from "./components/PageSkeleton.tsx"
import { ScreenBoundary } from "./components/ScreenBoundary.tsx"
import { Link } from "./router/Link.tsx"
import { useLocation } from "./router/location.ts"
import { screenAt } from "./screens.tsx"
import type { LoadedWords } from "./words/load-words.ts"
import { LanguageContext, languageOf } from "./words/useWords.ts"

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: true,
      // A lost connection is worth a second try; a refusal is not.
      retry: (failures, error) => failures < 2 && (error as RequestError).code === "offline",
    },
  },
})

export function App({ words }: { words: LoadedWords }) {
  const language = useMemo(() => languageOf(words.locale, words.dictionary), [words])
  return (
    <LanguageContext.Provider value={language}>
      <AppProvider i18n={words.polaris} linkComponent={Link}>
        <QueryClientProvider client={queries}>
          <CurrentScreen />
        </QueryClientProvider>
      </AppProvider>
    </LanguageContext.Provider>
  )
}

function CurrentScreen() {
  const { pathname } = useLocation()
  const found = screenAt(pathname)
  if (!found) return <NotFound />
  const { Screen, params } = found
  return (
    <ScreenBoundary key={pathname} onRetry={() => queries.resetQueries()}>
      <Suspense fallback={<PageSkeleton />}>
        <Screen params={params} />
      </Suspense>
    </ScreenBoundary>
  )
}
