import { Link, Text } from "@shopify/polaris"
import type { ReactNode } from "react"
import type { Order } from "#web/admin/api/orders.ts"
import type { List } from "#web/admin/api/use-list.ts"
import { Code } from "#web/admin/components/Code.tsx"
import { CondensedRow } from "#web/admin/components/CondensedRow.tsx"
import { ListTable } from "#web/admin/components/ListTable.tsx"
import { OrderPoints } from "#web/admin/components/OrderPoints.tsx"
import { useWords } from "#web/admin/words/useWords.ts"

export function OrderTable({ list, empty }: { list: List<Order>; empty: ReactNode }) {
  const { t, format } = useWords()
  const timeZone = list.shop?.timeZone ?? "UTC"
  const placed = (order: Order) => format.day(order.placedAt, timeZone)
  return (
    <ListTable
      list={list}
      empty={empty}
      name={{ singular: t("orders.singular"), plural: t("orders.plural") }}
      headings={[
        { title: t("orders.order") },
        { title: t("orders.placed") },
        { title: t("orders.points") },
      ]}
      idOf={(order) => order.id}
      cells={(order) => [
        <OrderName key="name" order={order} />,
        placed(order),
        <OrderPoints key="points" order={order} />,
      ]}
      condensed={(order) => (
        <CondensedRow
          title={<OrderName order={order} />}
          figure={
            <Text as="span" tone="subdued">
              {placed(order)}
            </Text>
          }
        >
          <OrderPoints order={order} />
        </CondensedRow>
      )}
    />
  )
}

/** Opens the member whose points it moved. */
function OrderName({ order }: { order: Order }) {
  if (!order.memberId) return <Code>{order.name}</Code>
  return (
    <Link url={`/members/${order.memberId}`} monochrome removeUnderline dataPrimaryLink>
      <Code>{order.name}</Code>
    </Link>
  )
}
