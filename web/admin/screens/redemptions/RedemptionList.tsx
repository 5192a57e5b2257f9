import { EmptyState, Page } from "@shopify/polaris"
import { type Redemption, redemptionsQuery } from "#web/admin/api/redemptions.ts"
import { useList } from "#web/admin/api/use-list.ts"
import { useWords } from "#web/admin/words/useWords.ts"
import { RedemptionTable } from "./RedemptionTable.tsx"

/** Every reward that was redeemed, with its code and what became of it. */
export function RedemptionList() {
  const { t } = useWords()
  const list = useList<Redemption>("redemptions", redemptionsQuery)
  return (
    <Page title={t("redemptions.title")} subtitle={t("redemptions.subtitle")}>
      <RedemptionTable
        list={list}
        empty={
          <EmptyState heading={t("redemptions.empty-title")} image="">
            <p>{t("redemptions.empty-text")}</p>
          </EmptyState>
        }
      />
    </Page>
  )
}
