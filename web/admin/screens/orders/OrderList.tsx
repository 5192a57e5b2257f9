import { BlockStack, Card, Checkbox, EmptyState, Page } from "@shopify/polaris"
import { useState } from "react"
import { type Order, ordersQuery } from "#web/admin/api/orders.ts"
import { useList } from "#web/admin/api/use-list.ts"
import { useWords } from "#web/admin/words/useWords.ts"
import { OrderTable } from "./OrderTable.tsx"

/** Every order that we heard of: what it earned, or why nothing. */
export function OrderList() {
  const { t } = useWords()
  const [onlyWithoutPoints, setOnly] = useState(false)
  const list = useList<Order>("orders", ordersQuery, { onlyWithoutPoints })
  return (
    <Page title={t("orders.title")} subtitle={t("orders.subtitle")}>
      <BlockStack gap="400">
        <Card>
          <Checkbox
            label={t("orders.only-without-points")}
            checked={onlyWithoutPoints}
            onChange={setOnly}
          />
        </Card>
        <OrderTable
          list={list}
          empty={
            <EmptyState
              heading={t(onlyWithoutPoints ? "orders.all-earned" : "orders.empty-title")}
              image=""
            >
              <p>{onlyWithoutPoints ? null : t("orders.empty-text")}</p>
            </EmptyState>
          }
        />
      </BlockStack>
    </Page>
  )
}
