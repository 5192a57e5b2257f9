import { Text } from "@shopify/polaris"
import type { Order } from "#web/admin/api/orders.ts"
import { useWords } from "#web/admin/words/useWords.ts"

/** What an order earned; when it earned nothing, why. */
export function OrderPoints({ order }: { order: Order }) {
  const { t, code } = useWords()
  if (order.points > 0) {
    return <Text as="span">{t("points", { count: order.points })}</Text>
  }
  return (
    <Text as="span" tone="subdued">
      {code("no-points", order.reason ?? "unknown", { currency: order.currency })}
    </Text>
  )
}
