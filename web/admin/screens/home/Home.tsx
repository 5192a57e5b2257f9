import { Banner, BlockStack, Page } from "@shopify/polaris"
import { useSuspenseQuery } from "@tanstack/react-query"
import { type HomeData, homeQuery } from "#web/admin/api/home.ts"
import { request } from "#web/admin/api/request.ts"
import { useWords } from "#web/admin/words/useWords.ts"
import { FiguresCard } from "./FiguresCard.tsx"
import { LiveCard } from "./LiveCard.tsx"
import { NextSteps } from "./NextSteps.tsx"

/** What is live, what it has come to, and what to do next. */
export function Home() {
  const { t } = useWords()
  const { data } = useSuspenseQuery({
    queryKey: ["home"],
    queryFn: () => request<HomeData>(homeQuery),
  })
  return (
    <Page title={data.program.live?.settings.name ?? t("home.title")}>
      <BlockStack gap="400">
        {data.setAsideCount ? (
          <Banner
            tone="warning"
            title={t("home.set-aside", { count: data.setAsideCount })}
            action={{ content: t("home.see-set-aside"), url: "/deliveries" }}
          >
            {t("home.set-aside-text")}
          </Banner>
        ) : null}
        <NextSteps data={data} />
        <LiveCard data={data} />
        <FiguresCard data={data} />
      </BlockStack>
    </Page>
  )
}
