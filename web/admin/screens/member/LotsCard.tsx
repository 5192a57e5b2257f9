import { BlockStack, Card, InlineStack, Text } from "@shopify/polaris"
import type { Lot, MemberDetails } from "#web/admin/api/members.ts"
import type { ShopFormat } from "#web/admin/api/page.ts"
import { useWords } from "#web/admin/words/useWords.ts"

/** What the balance is made of, in the order in which it will be spent. */
export function LotsCard({ details, shop }: { details: MemberDetails; shop: ShopFormat }) {
  const { t } = useWords()
  const { lots } = details
  if (!lots.length) return null
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="050">
          <Text as="h2" variant="headingMd">
            {t("lots.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("lots.help")}
          </Text>
        </BlockStack>
        {lots.map((lot) => (
          <LotLine key={`${lot.source} ${lot.order} ${lot.earnedAt}`} lot={lot} shop={shop} />
        ))}
      </BlockStack>
    </Card>
  )
}

function LotLine({ lot, shop }: { lot: Lot; shop: ShopFormat }) {
  const { t, code, format } = useWords()
  const from = code("lots", lot.source, { order: lot.order ?? "" })
  const expires = lot.expiresAt
    ? t("lots.expires", { when: format.day(lot.expiresAt, shop.timeZone) })
    : t("lots.never")
  return (
    <InlineStack align="space-between" gap="200" wrap={false}>
      <BlockStack>
        <Text as="span">{from}</Text>
        <Text as="span" tone="subdued">
          {expires}
        </Text>
      </BlockStack>
      <Text as="span" fontWeight="medium">
        {lot.remaining === lot.points
          ? format.whole(lot.points)
          : t("lots.left", { left: lot.remaining, points: lot.points })}
      </Text>
    </InlineStack>
  )
}
