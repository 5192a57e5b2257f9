import { BlockStack, Card, EmptyState, Page, Pagination } from "@shopify/polaris"
import { type Delivery, deliveriesQuery } from "#web/admin/api/deliveries.ts"
import { useList } from "#web/admin/api/use-list.ts"
import { FailureBanner } from "#web/admin/components/FailureBanner.tsx"
import { RowsSkeleton } from "#web/admin/components/RowsSkeleton.tsx"
import { useWords } from "#web/admin/words/useWords.ts"
import { DeliveryRow } from "./DeliveryRow.tsx"

/** What the shop told us and we could not settle: why, and another try. */
export function DeliveryList() {
  const { t } = useWords()
  const list = useList<Delivery>("deliveries", deliveriesQuery)
  return (
    <Page
      narrowWidth
      title={t("deliveries.title")}
      subtitle={t("deliveries.subtitle")}
      backAction={{ content: t("navigation.home"), url: "/" }}
    >
      {list.error ? <FailureBanner error={list.error} onRetry={list.retry} /> : null}
      {list.rows ? <Rows rows={list.rows} list={list} /> : <RowsSkeleton />}
    </Page>
  )
}

type RowsProps = { rows: Delivery[]; list: ReturnType<typeof useList<Delivery>> }

function Rows({ rows, list }: RowsProps) {
  const { t } = useWords()
  if (!rows.length) {
    return (
      <Card>
        <EmptyState heading={t("deliveries.empty-title")} image="">
          <p>{t("deliveries.empty-text")}</p>
        </EmptyState>
      </Card>
    )
  }
  const { hasNext, hasPrevious } = list.pagination
  return (
    <BlockStack gap="400">
      {rows.map((delivery) => (
        <DeliveryRow
          key={delivery.id}
          delivery={delivery}
          timeZone={list.shop?.timeZone ?? "UTC"}
        />
      ))}
      {hasNext || hasPrevious ? <Pagination {...list.pagination} /> : null}
    </BlockStack>
  )
}
