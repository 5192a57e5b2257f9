import { EmptyState, Page } from "@shopify/polaris"
import { useWords } from "#web/admin/words/useWords.ts"

export function NotFound() {
  const { t } = useWords()
  return (
    <Page>
      <EmptyState
        heading={t("not-found.title")}
        image=""
        action={{ content: t("not-found.action"), url: "/" }}
      >
        <p>{t("not-found.advice")}</p>
      </EmptyState>
    </Page>
  )
}
