import { BlockStack, InlineStack, Text } from "@shopify/polaris"
import { type MemberDetails, memberRedemptionsQuery } from "#web/admin/api/members.ts"
import type { ShopFormat } from "#web/admin/api/page.ts"
import { useMore } from "#web/admin/api/use-member.ts"
import { Code } from "#web/admin/components/Code.tsx"
import { RedemptionState } from "#web/admin/components/RedemptionState.tsx"
import { useWords } from "#web/admin/words/useWords.ts"
import { MoreCard } from "./MoreCard.tsx"

/** The rewards that the member redeemed, with their codes and what became of them. */
export function CodesCard({ details, shop }: { details: MemberDetails; shop: ShopFormat }) {
  const { t, format } = useWords()
  const { member, redemptions } = details
  const list = useMore(member.id, "redemptions", memberRedemptionsQuery, redemptions)
  return (
    <MoreCard title={t("redemptions.title")} list={list} empty={t("redemptions.none")}>
      {list.rows.map((redemption) => (
        <InlineStack key={redemption.id} align="space-between" gap="400" wrap={false}>
          <BlockStack gap="100">
            <Text as="span">
              <bdi>{redemption.rewardName}</bdi> ·{" "}
              <bdi>{format.money(redemption.amountMinor, redemption.currency)}</bdi>
            </Text>
            {redemption.code ? <Code>{redemption.code}</Code> : null}
            <RedemptionState redemption={redemption} />
          </BlockStack>
          <Text as="span" tone="subdued">
            {format.day(redemption.createdAt, shop.timeZone)}
          </Text>
        </InlineStack>
      ))}
    </MoreCard>
  )
}
