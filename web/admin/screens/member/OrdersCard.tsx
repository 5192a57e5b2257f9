import { BlockStack, InlineStack, Text } from "@shopify/polaris"
import { type MemberDetails, memberOrdersQuery } from "#web/admin/api/members.ts"
import type { ShopFormat } from "#web/admin/api/page.ts"
import { useMore } from "#web/admin/api/use-member.ts"
import { Code } from "#web/admin/components/Code.tsx"
import { OrderPoints } from "#web/admin/components/OrderPoints.tsx"
import { useWords } from "#web/admin/words/useWords.ts"
import { MoreCard } from "./MoreCard.tsx"

/** The member's orders: what each earned, or why nothing. */
export function OrdersCard({ details, shop }: { details: MemberDetails; shop: ShopFormat }) {
  const { t, format } = useWords()
  const list = useMore(details.member.id, "orders", memberOrdersQuery, details.orders)
  return (
    <MoreCard title={t("orders.title")} list={list} empty={t("orders.none")}>
      {list.rows.map((order) => (
        <InlineStack key={order.id} align="space-between" gap="400" wrap={false}>
          <BlockStack>
            <Code>{order.name}</Code>
            <OrderPoints order={order} />
          </BlockStack>
          <Text as="span" tone="subdued">
            {format.day(order.placedAt, shop.timeZone)}
          </Text>
        </InlineStack>
      ))}
    </MoreCard>
  )
}
