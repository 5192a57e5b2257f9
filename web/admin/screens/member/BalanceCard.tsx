import { BlockStack, Card, Text } from "@shopify/polaris"
import type { MemberDetails } from "#web/admin/api/members.ts"
import type { ShopFormat } from "#web/admin/api/page.ts"
import { useWords } from "#web/admin/words/useWords.ts"

type CardProps = { details: MemberDetails; shop: ShopFormat }

/** What the member has, and where they stand. */
export function BalanceCard({ details, shop }: CardProps) {
  const { t, format } = useWords()
  const { member, totals } = details
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="050">
          <Text as="h2" variant="headingMd">
            {t("member.balance")}
          </Text>
          <Text as="p" variant="headingXl">
            {t("points", { count: member.points })}
          </Text>
          {member.owedPoints ? (
            <Text as="p" tone="caution">
              {t("member.owes", { count: member.owedPoints })}
            </Text>
          ) : null}
        </BlockStack>
        <Text as="p">
          {member.tier ? t("member.tier", { name: member.tier.name }) : t("member.no-tier")}
        </Text>
        <NextTier details={details} shop={shop} />
        <Text as="p" tone="subdued">
          {t("member.totals", {
            count: totals.orderCount,
            spend: format.money(totals.spendMinor, shop.currency),
            points: totals.earnedPoints,
          })}
        </Text>
      </BlockStack>
    </Card>
  )
}

function NextTier({ details, shop }: CardProps) {
  const { t, locale, format } = useWords()
  const { nextTier, missing } = details
  if (!nextTier) return null
  const parts = [
    missing.earnedPoints && t("member.missing-points", { count: missing.earnedPoints }),
    missing.spendMinor &&
      t("member.missing-spend", { amount: format.money(missing.spendMinor, shop.currency) }),
    missing.orderCount && t("member.missing-orders", { count: missing.orderCount }),
  ].filter((part) => typeof part === "string")
  const what = new Intl.ListFormat(locale).format(parts)
  return <Text as="p">{t("member.next-tier", { what, name: nextTier.name })}</Text>
}
