import { Badge, InlineStack, Text } from "@shopify/polaris"
import type { Redemption } from "#web/admin/api/redemptions.ts"
import { useWords } from "#web/admin/words/useWords.ts"

const tones = {
  reserved: "attention",
  issued: "info",
  used: "success",
  returned: undefined,
  failed: "critical",
} as const

/** What became of a redeemed reward, with the order that used it or why it failed. */
export function RedemptionState({ redemption }: { redemption: Redemption }) {
  const { t, code } = useWords()
  const { status, usedOrderName, failure } = redemption
  const tone = tones[status]
  return (
    <InlineStack gap="200" blockAlign="center">
      <Badge {...(tone ? { tone } : {})}>{t(`redemptions.status-${status}`)}</Badge>
      {usedOrderName ? (
        <Text as="span" tone="subdued">
          {t("redemptions.used-by", { order: usedOrderName })}
        </Text>
      ) : null}
      {failure ? (
        <Text as="span" tone="subdued">
          {code("failure", failure)}
        </Text>
      ) : null}
    </InlineStack>
  )
}
